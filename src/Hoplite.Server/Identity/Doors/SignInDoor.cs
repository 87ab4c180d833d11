using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Audit;
using Hoplite.Server.Identity.Sessions;
using Hoplite.Server.Identity.Totp;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Lets people in.</summary>
sealed class SignInDoor(
    CaseDatabase database, AccountBook accounts, AccountLocks locks, AddressLocks addresses, PasswordVault vault, TotpVault totp, RecoveryCodes recovery,
    SessionBook sessions, PendingBook pending, AuditTrail audit, AccountOptions options)
{
    /// <summary>The method of single sign-on, whose provider asks for the second factor.</summary>
    public const string Oidc = "oidc";

    const string WaitingForCode = "code";

    /// <summary>Whether a second factor has to be set up before anything else.</summary>
    public bool MustEnroll(Account account, string method) => options.RequireSecondFactor && account.Role >= Role.Responder && !account.HasSecondFactor && method != Oidc;

    /// <summary>How long this address has to wait; null when it may try.</summary>
    public TimeSpan? Wait(HttpContext context) => addresses.Wait(context.Connection.RemoteIpAddress);

    /// <summary>The first step: name and password.</summary>
    /// <returns>The next step; null when refused.</returns>
    public string? ByPassword(HttpContext context, string? name, string? password)
    {
        var account = name is { Length: > 0 and <= 100 } ? accounts.ByName(name) : null;
        // The same work for everybody, so that time does not tell who exists or is locked.
        var isRight = vault.Matches(account, password, out var isDated);
        if (!isRight || account is not { IsDisabled: false } || locks.IsLocked(account))
        {
            Failed(context, account, name ?? "", "password");
            return null;
        }

        if (isDated) accounts.Rehash(account.Id, vault.Hash(password!));
        if (!account.HasSecondFactor) return Enter(context, account, "password");
        if (account.Totp is null) return "passkey";
        DoorCookies.WritePending(context, pending.Begin(account.Id, WaitingForCode), PendingBook.Life);
        return "totp";
    }

    /// <summary>The second step: a TOTP code or a recovery code.</summary>
    public string? ByCode(HttpContext context, string? code)
    {
        var name = DoorCookies.ReadPending(context);
        if (pending.Find(name) is not { State: WaitingForCode, User: { } id } || accounts.Find(id) is not { IsDisabled: false } account) return null;
        var method = locks.IsLocked(account) ? null : totp.TryUse(account, code) ? "totp" : recovery.TryUse(id, code) ? "recovery" : null;
        if (method is null)
        {
            Failed(context, account, account.Name, "code");
            return null;
        }

        pending.End(name);
        return Enter(context, account, method);
    }

    /// <summary>Begins a session for somebody who has proved who they are.</summary>
    public string Enter(HttpContext context, Account account, string method)
    {
        // A new secret at every sign-in, and none left behind from before.
        if (sessions.Find(DoorCookies.ReadSession(context)) is { } old) sessions.End(old.User, old.Id);
        locks.Succeeded(account);
        var (token, _) = sessions.Begin(account.Id, method, context.Address(), context.Request.Headers.UserAgent.ToString());
        DoorCookies.ClearPending(context);
        DoorCookies.WriteSession(context, token, options.SessionLife);
        audit.Record(account.Name, context.Address(), "sign-in.done", method);
        return MustEnroll(account, method) ? "enroll" : "done";
    }

    /// <summary>Counts and records a refusal.</summary>
    public void Failed(HttpContext context, Account? account, string name, string what)
    {
        addresses.Failed(context.Connection.RemoteIpAddress);
        database.Write(s =>
        {
            if (account is not null && !locks.IsLocked(account)) locks.Failed(s, account.Id);
            // A name that nobody has may be a password typed into the wrong field.
            audit.Record(s, account?.Name ?? "unknown", context.Address(), "sign-in.failed", account is null ? $"{what}, {name.Length} letters" : what);
        });
    }
}
