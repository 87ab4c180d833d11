using System.Globalization;
using System.Security.Claims;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Audit;

namespace Hoplite.Server.Identity.Oidc;

/// <summary>Finds or makes the account of somebody whom the provider vouches for.</summary>
sealed class OidcAccounts(AccountBook accounts, AccountChanges changes, AuditTrail audit)
{
    const string Actor = "oidc";

    /// <summary>The account; found by issuer and subject only, since a name or an address there proves nothing here.</summary>
    public Account? Of(ClaimsPrincipal person, OidcOptions options)
    {
        if (person.FindFirst("sub") is not { } sub) return null;
        var subject = $"{sub.Issuer} {sub.Value}";
        var role = RoleOf(person, options);
        if (accounts.BySubject(subject) is not { } account) return Create(person, subject, role ?? Role.Viewer);
        if (options.RoleMap.Count == 0 || account.Role == (role ?? Role.Viewer)) return account;
        if (changes.SetRole(account.Id, role ?? Role.Viewer) == AccountChange.Done)
            audit.Record(Actor, "", "user.role", $"{account.Name}: {account.Role.Name()} to {(role ?? Role.Viewer).Name()}");
        return accounts.Find(account.Id);
    }

    Account? Create(ClaimsPrincipal person, string subject, Role role)
    {
        var name = NameRule.Nearest(person.FindFirstValue("preferred_username") ?? person.FindFirstValue("email") ?? person.FindFirstValue("name"));
        for (var i = 1; i < 100; i++)
        {
            if (accounts.Create(i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"), role, subject: subject) is not { } account) continue;
            audit.Record(Actor, "", "user.created", $"{account.Name} as {role.Name()}");
            return account;
        }

        return null;
    }

    static Role? RoleOf(ClaimsPrincipal person, OidcOptions options)
    {
        Role? best = null;
        foreach (var claim in person.FindAll(options.RoleClaim))
            if (options.RoleMap.TryGetValue(claim.Value, out var role) && (best is null || role > best)) best = role;
        return best;
    }
}
