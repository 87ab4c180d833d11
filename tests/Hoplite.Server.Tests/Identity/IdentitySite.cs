using System.Collections.Concurrent;
using System.Net;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Server.Identity.Api;
using Hoplite.Server.Identity.Audit;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Notifications;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Identity;

/// <summary>A server with identities, on a port of loopback, with its own clock and log.</summary>
sealed class IdentitySite : IAsyncDisposable
{
    public const string Password = "a quite long passphrase";

    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-identity-").FullName;
    readonly RememberingLog _log = new();

    IdentitySite(Func<AccountOptions, AccountOptions>? change, IReadOnlyList<ChannelOptions> channels)
    {
        Database = CaseDatabase.Open(Path.Combine(_folder, "cases.db"));
        var options = new AccountOptions { KeyFolder = Path.Combine(_folder, "keys"), PasswordRounds = 1_000, SignInsPerMinute = 100_000, RequestsPerMinute = 100_000 };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Database).AddHopliteIdentity(change?.Invoke(options) ?? options).AddHopliteNotifications(channels);
        App = builder.Build();
        App.Use((context, next) =>
        {
            // All requests come from this machine; this makes one look as if it came from elsewhere.
            if (IPAddress.TryParse(context.Request.Headers["X-Test-Address"], out var address)) context.Connection.RemoteIpAddress = address;
            return next(context);
        });
        App.UseHopliteIdentity();
        App.MapIdentity();
        App.MapNotifications();
        App.MapGet("/api/v1/viewers", () => "seen").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        App.MapPost("/api/v1/analysts", () => "done").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        App.MapGet("/api/v1/responders", () => "seen").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        App.MapGet("/api/v1/admins", () => "seen").RequireRoleAtLeast(Role.Admin);
        App.MapGet("/api/v1/silent", () => "seen");
        App.MapGet("/open", () => "seen").AllowAnonymous();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public CaseDatabase Database { get; }

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.First());

    public IEnumerable<string> Log => _log.Lines;

    public string SetupCode => App.Services.GetRequiredService<SetupState>().Code;

    public AuditTrail Audit => App.Services.GetRequiredService<AuditTrail>();

    public static async Task<IdentitySite> StartAsync(Func<AccountOptions, AccountOptions>? change = null, IReadOnlyList<ChannelOptions>? channels = null)
    {
        var site = new IdentitySite(change, channels ?? []);
        await site.App.StartAsync();
        return site;
    }

    public Browser NewBrowser() => new(Address);

    /// <summary>Creates the first administrator, with an authenticator app.</summary>
    public async Task<(Browser Browser, Authenticator App)> SetUpAsync(string? code = null)
    {
        var browser = NewBrowser();
        await browser.PostAsync("setup", new { code, name = "root", password = Password });
        return (browser, await EnrolAsync(browser));
    }

    /// <summary>Gives whoever is signed in an authenticator app.</summary>
    public async Task<Authenticator> EnrolAsync(Browser browser)
    {
        var begun = await browser.PostAsync("me/totp", new { });
        var app = new Authenticator((string)begun.Json!["secret"]!, Clock);
        var answer = await browser.PostAsync("me/totp/confirm", new { code = app.Next() });
        app.Recovery = [.. answer.Json!["codes"]!.AsArray().Select(c => (string)c!)];
        return app;
    }

    /// <summary>Adds somebody without a second factor; signed in.</summary>
    public async Task<Browser> AddAsync(string name, Role role)
    {
        var vault = App.Services.GetRequiredService<PasswordVault>();
        Assert.NotNull(App.Services.GetRequiredService<AccountBook>().Create(name, role, vault.Hash(Password)));
        var browser = NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("sign-in", new { name, password = Password })).Status);
        return browser;
    }

    public Guid IdOf(string name) => App.Services.GetRequiredService<AccountBook>().ByName(name)!.Id;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    sealed class RememberingLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
