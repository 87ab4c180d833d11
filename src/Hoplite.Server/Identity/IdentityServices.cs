using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Audit;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Oidc;
using Hoplite.Server.Identity.Passkeys;
using Hoplite.Server.Identity.Sessions;
using Hoplite.Server.Identity.Tokens;
using Hoplite.Server.Identity.Totp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hoplite.Server.Identity;

/// <summary>Puts identities into a host.</summary>
public static class IdentityServices
{
    /// <summary>Adds everything about people and tokens. The host adds the case database itself.</summary>
    public static IServiceCollection AddHopliteIdentity(this IServiceCollection services, AccountOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<SetupState>().AddSingleton<SetupGate>().AddSingleton<SignInDoor>();
        services.AddSingleton<AccountBook>().AddSingleton<AccountChanges>().AddSingleton<AccountLocks>().AddSingleton<AddressLocks>().AddSingleton<Invitations>().AddSingleton<PasswordVault>();
        services.AddSingleton<SessionBook>().AddSingleton<PendingBook>().AddSingleton<TokenBook>().AddSingleton<PasskeyBook>().AddSingleton<TotpVault>().AddSingleton<RecoveryCodes>().AddSingleton<AuditTrail>();
        services.AddProblemDetails();
        services.AddDataProtection().SetApplicationName("hoplite").PersistKeysToFileSystem(PrivateFolder(options.KeyFolder));

        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>, PasskeyUsers>().AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<IdentityPasskeyOptions>(o => (o.ServerDomain, o.UserVerificationRequirement, o.ResidentKeyRequirement, o.AttestationConveyancePreference) = (options.PublicAddress?.Host, "required", "required", "none"));

        var authentication = services.AddAuthentication(Policies.Scheme).AddScheme<AuthenticationSchemeOptions, DoorKeeper>(Policies.Scheme, null);
        if (options.Oidc is { } oidc)
        {
            services.AddSingleton<OidcAccounts>();
            authentication.AddHopliteOidc(oidc);
        }

        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<TimeProvider>((a, time) => Policies.Add(a, options, time));
        services.AddOptions<RateLimiterOptions>().Configure(l => RateLimits.Add(l, options));
        services.AddRateLimiter();
        return services;
    }

    /// <summary>Guards every request. Call it before anything that answers; routes of static files and pages say <c>AllowAnonymous</c>.</summary>
    public static void UseHopliteIdentity(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<AccountOptions>();
        if (options.TrustedProxies.Count > 0) app.UseForwardedHeaders(Forwarded(options));
        app.Use(SecurityHeaders.InvokeAsync);
        app.Use(TlsOnly.InvokeAsync);
        app.UseRouting();
        app.Use(app.ApplicationServices.GetRequiredService<SetupGate>().InvokeAsync);
        app.UseAuthentication();
        app.Use(CrossSiteGuard.InvokeAsync);
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    static ForwardedHeadersOptions Forwarded(AccountOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.TrustedProxies) forwarded.KnownProxies.Add(proxy);
        return forwarded;
    }

    static DirectoryInfo PrivateFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
