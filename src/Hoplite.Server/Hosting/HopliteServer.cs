using Hoplite.Server.Api;
using Hoplite.Server.Configuration;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Api;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Listeners.Http;
using Hoplite.Server.Mcp;
using Hoplite.Server.Notifications;
using Hoplite.Server.Observing;
using Hoplite.Server.Reports;
using Hoplite.Server.Responses;
using Hoplite.Server.Taxii;
using Hoplite.Server.Tls;
using Hoplite.Server.Tls.Acme;
using Hoplite.Server.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Hosting;

/// <summary>The whole server: the platform, and the doors to it over HTTP.</summary>
public sealed class HopliteServer : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly WebApplication _app;
    Task _work = Task.CompletedTask;

    HopliteServer(WebApplication app, Platform platform) => (_app, Platform) = (app, platform);

    /// <summary>Whether the console is part of this build.</summary>
    public static bool HasConsole => ConsoleFiles.ArePresent;

    /// <summary>What it serves.</summary>
    public Platform Platform { get; }

    /// <summary>Where it listens; known once it has started.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>The application, for tests.</summary>
    internal WebApplication App => _app;

    /// <summary>Puts the server together.</summary>
    /// <param name="options">How.</param>
    /// <param name="time">The clock.</param>
    public static HopliteServer Create(ServeOptions options, TimeProvider? time = null)
    {
        if (options.Agents.Problems().FirstOrDefault() is { } wrong) throw new ConfigurationException("agents", 0, wrong);

        // First of all, so that nobody makes it with other rights on the way to a folder below it.
        DataFolder.Make(options.Data);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(HopliteServer).Assembly.GetName().Name });
        var address = new WebAddress(options);
        address.Use(builder);
        Observe.Add(builder, options.Observe);
        builder.Services.AddSystemdNotice();
        time ??= TimeProvider.System;
        builder.Services.AddSingleton(time).AddSingleton(options).AddSingleton(address);
        builder.Services.AddSingleton(services => new Platform(options, time, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(services => services.GetRequiredService<Platform>().Database);
        builder.Services.AddSingleton<Tracer>().AddSingleton<SeenTelemetry>().AddSingleton<DetectionRows>().AddSingleton<Checkup>().AddSingleton<EventFigures>().AddSingleton<HuntRoom>().AddSingleton<HuntShelf>().AddSingleton<BoardBrief>();
        builder.Services.AddSingleton<PlatformLedger>().AddSingleton<Approvers>().AddSingleton<AgentRoom>().AddSingleton<ResponseRoom>().AddSingleton<DrillRoom>().AddSingleton<TaxiiRoom>().AddSingleton<IntelligenceRoom>().AddSingleton<IncidentShares>().AddSingleton<CommunityComparison>();
        builder.Services.AddHopliteIdentity(IdentitySettings.Of(options)).AddHopliteNotifications(options.Notifications).AddHopliteTls(WebAddress.TlsOf(options));
        builder.Services.Configure<JsonOptions>(json => ApiRoutes.Configure(json.SerializerOptions));
        builder.Services.AddEvidenceTools();
        builder.Services.AddOpenApi("v1", api => ApiDocument.Describe(api));
        var app = builder.Build();
        var server = new HopliteServer(app, app.Services.GetRequiredService<Platform>());
        app.Services.GetRequiredService<ResponseRoom>();
        app.Services.GetRequiredService<IntelligenceRoom>();
        var announcements = new Announcements(app.Services.GetRequiredService<NotificationLoop>().Post, options.Web.PublicUrl is { } site ? new Uri(site) : null, time);
        server.Platform.IncidentChanged = announcements.Tell;
        server.Platform.SourceFellSilent = announcements.Tell;
        server.Platform.Certificate = () => app.Services.GetRequiredService<ServerCertificate>().Current;
        server.Route(options);
        return server;
    }

    /// <summary>Begins to listen and to work.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        await _app.StartAsync(cancellation).ConfigureAwait(false);
        _work = Task.WhenAll(
            Platform.RunAsync(_stop.Token),
            Platform.Supervisor.KeepAsync("hunts", stop => _app.Services.GetRequiredService<HuntShelf>().RunAsync(stop), _stop.Token),
            Task.Run(() => Platform.Supervisor.KeepAsync("agents", _app.Services.GetRequiredService<AgentRoom>().RunAsync, _stop.Token), CancellationToken.None),
            Task.Run(() => Platform.Supervisor.KeepAsync("response", _app.Services.GetRequiredService<ResponseRoom>().RunAsync, _stop.Token), CancellationToken.None),
            Task.Run(() => Platform.Supervisor.KeepAsync("intelligence", _app.Services.GetRequiredService<IntelligenceRoom>().RunAsync, _stop.Token), CancellationToken.None),
            Drifting(),
            Platform.Supervisor.KeepAsync("ledger", _app.Services.GetRequiredService<PlatformLedger>().RunAsync, _stop.Token),
            Platform.Supervisor.KeepAsync("address", stop => _app.Services.GetRequiredService<WebAddress>().FollowAsync(_app.Services.GetRequiredService<SetupState>(), Platform.Time, stop), _stop.Token));
        foreach (var address in Addresses) Platform.Listening["http"] = address;
    }

    // Without a model there is nothing that could drift.
    Task Drifting() => _app.Services.GetRequiredService<AgentRoom>() is { Desk: not null } room ? Platform.Supervisor.KeepAsync("models", room.WatchAsync, _stop.Token) : Task.CompletedTask;

    /// <summary>Who may set it up, and the code for doing so from elsewhere.</summary>
    public void AnnounceSetup(TextWriter console)
    {
        _app.Services.GetRequiredService<SetupState>().Announce(console);
        if (Platform.Options.Web.Address == "127.0.0.1" && Platform.Options.Web.Tls != true) return;
        var certificate = _app.Services.GetRequiredService<ServerCertificate>();
        if (certificate.IsSelfSigned) console.WriteLine($"Nobody but this server vouches for its certificate; compare its SHA-256 fingerprint in the browser once:\n{certificate.Fingerprint}");
    }

    /// <summary>Works until the process is told to end.</summary>
    public async Task WaitAsync(CancellationToken cancellation = default)
    {
        await _app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Ends it: no more is taken, what was taken is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        await Platform.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    async Task StopAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _app.StopAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
    }

    void Route(ServeOptions options)
    {
        _app.UseExceptionHandler();
        _app.UseHopliteIdentity();
        _app.MapIdentity();
        _app.MapNotifications();
        _app.MapApi();
        OpenC2Door.Map(_app);
        CommunityDoor.Map(_app);
        CommunityMemberDoor.Map(_app, options.Intelligence);
        TaxiiDoor.Map(_app);
        _app.MapEvidenceTools(options.Agents.Mcp);
        _app.MapIngest(Platform.Intake, Platform.Sources, Platform.Time);
        _app.Services.GetRequiredService<AcmeChallenges>().Map(_app);
        _app.MapHealth(Platform, options.Observe);
        ApiDocument.Map(_app);
        ConsoleFiles.Map(_app);
    }
}
