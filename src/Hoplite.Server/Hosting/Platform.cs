using Hoplite.Detection.Indicators;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Live;
using Hoplite.Intelligence.Patterning;
using Hoplite.Server.Configuration;
using Hoplite.Server.Live;
using Hoplite.Server.Sources;
using Hoplite.Store.Cases;
using Hoplite.Store.Events;
using Hoplite.Store.Pipeline;
using Hoplite.Store.Spooling;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Hosting;

/// <summary>Everything that is open while the platform runs, and the way of an event through it: listeners, spool, detection and store, cases.</summary>
public sealed class Platform : IAsyncDisposable
{
    static readonly TimeSpan Grouped = TimeSpan.FromDays(3);
    const int MostGrouped = 20_000;

    readonly FileStream _lock;
    readonly IncidentStream _stream = new(Grouped, MostGrouped);
    readonly CaseCommit _commit;

    /// <summary>Opens everything; what a crash left half-done is put right.</summary>
    /// <exception cref="IOException">Another process uses the data folder, or it cannot be written.</exception>
    public Platform(ServeOptions options, TimeProvider time, ILoggerFactory logs)
    {
        (Options, Time) = (options, time);
        Data = DataFolder.Make(options.Data);
        _lock = Lock();
        Supervisor = new Supervisor(logs.CreateLogger<Supervisor>(), time);
        Spool = Spool.Open(At("spool"), new SpoolOptions { MaxSize = (long)options.Store.SpoolMb << 20, MinFree = (long)options.Store.MinFreeMb << 20 }, time);
        Database = CaseDatabase.Open(At("cases.db"));
        Events = EventStore.Open(At("events"), StoreSettings());
        Census = new EventCensus(Events);
        Undo = new UndoBook(Database, time);
        Incidents = new IncidentBook(Database);
        Work = new IncidentWork(Database, Undo, time);
        Findings = new FindingBook(Database);
        Suppressions = new SuppressionBook(Database, Undo, time);
        Figures = new CaseFigures(Database);
        Sources = SourceKeeping.Open(Database, options, time);
        Intake = new Intake(Spool, Sources, time);
        Rules = new RuleBook(options.Rules, Data, time);
        _commit = new CaseCommit(Database, time);
        Storing = new StoreLoop(Spool, Events, time);
        Indicators = new IndicatorWatch(time);
        Detection = new DetectionLoop(Spool, _stream, time)
        {
            Watches = [Indicators, Patterns],
            Suppression = Suppressions.Covering,
            Read = (delivery, outcome) => Sources.HealthOf(delivery.Source).Read(outcome.Events, outcome.Problems, outcome.Samples, time.GetUtcNow()),
        };
    }

    /// <summary>How it was configured.</summary>
    public ServeOptions Options { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>Keeps the loops going.</summary>
    public Supervisor Supervisor { get; }

    /// <summary>What has arrived.</summary>
    public Spool Spool { get; }

    /// <summary>The events.</summary>
    public EventStore Events { get; }

    /// <summary>What the events are.</summary>
    public EventCensus Census { get; }

    /// <summary>The file behind all cases.</summary>
    public CaseDatabase Database { get; }

    /// <summary>The incidents.</summary>
    public IncidentBook Incidents { get; }

    /// <summary>What people do with them.</summary>
    public IncidentWork Work { get; }

    /// <summary>The findings.</summary>
    public FindingBook Findings { get; }

    /// <summary>What is hidden.</summary>
    public SuppressionBook Suppressions { get; }

    /// <summary>How things were before.</summary>
    public UndoBook Undo { get; }

    /// <summary>Figures over all cases.</summary>
    public CaseFigures Figures { get; }

    /// <summary>The sources.</summary>
    public SourceBook Sources { get; }

    /// <summary>The door for what arrives.</summary>
    public Intake Intake { get; }

    /// <summary>The rules.</summary>
    public RuleBook Rules { get; }

    /// <summary>Carries events into the store.</summary>
    public StoreLoop Storing { get; }

    /// <summary>Looks at every event.</summary>
    public DetectionLoop Detection { get; }

    /// <summary>Watches for values that threat intelligence names.</summary>
    public IndicatorWatch Indicators { get; }

    /// <summary>Watches for patterns of threat intelligence.</summary>
    public PatternWatch Patterns { get; } = new();

    /// <summary>Hears of findings once they are durable; must not wait.</summary>
    public Action<IReadOnlyList<Hoplite.Detection.Finding>>? Found { get; set; }

    /// <summary>What just happened, for whoever looks on.</summary>
    public LiveFeed Feed { get; } = new();

    /// <summary>Hears of incidents that are new or have grown, and what is new about them.</summary>
    public Action<IncidentState, CaseChange>? IncidentChanged { get; set; }

    /// <summary>Hears of the same incidents whole; must not wait, detection does meanwhile.</summary>
    public Action<Hoplite.Incidents.Incident>? CaseChanged { get; set; }

    /// <summary>Hears of sources that fell silent.</summary>
    public Action<EnrolledSource>? SourceFellSilent { get; set; }

    /// <summary>Gives the certificate for TLS with its chain, as it is now; null when there is none.</summary>
    public Func<System.Net.Security.SslStreamCertificateContext>? Certificate { get; set; }

    /// <summary>Where the platform listens and reads; the listeners say so when they have begun.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, string> Listening { get; } = new(StringComparer.Ordinal);

    /// <summary>How far detection is behind what has arrived; zero when it has seen everything.</summary>
    public TimeSpan Lag()
    {
        if (Spool.Durable <= Detection.Position) return TimeSpan.Zero;
        return Detection.Newest is { } newest ? Time.GetUtcNow() - newest : TimeSpan.Zero;
    }

    /// <summary>Works until it is cancelled; everything that was accepted is durable then.</summary>
    public Task RunAsync(CancellationToken cancellation)
    {
        foreach (var (finding, found) in Findings.Since(Time.GetUtcNow() - Grouped, MostGrouped)) _stream.Add(finding, found);
        return Task.WhenAll(
            Keep("detection", stop => Detection.RunAsync(Rules.Rules, _commit.Position, Commit, stop)),
            Keep("store", Store),
            Keep("housekeeping", new Housekeeping(this).RunAsync),
            Keep("listeners", new ListenerSet(this).RunAsync));

        // Each loop has a thread of its own from the start: none waits for the first turn of another.
        Task Keep(string name, Func<CancellationToken, Task> run) => Task.Run(() => Supervisor.KeepAsync(name, run, cancellation), CancellationToken.None);
    }

    /// <summary>Tells the consoles that people changed the state of incidents.</summary>
    /// <param name="incidents">Which; those that are not known are left out.</param>
    public void TellOf(IReadOnlyList<Guid> incidents)
    {
        foreach (var id in incidents)
            if (Incidents.Find(id) is { } incident) TellOf(incident);
    }

    /// <summary>Closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync().ConfigureAwait(false);
        Events.Dispose();
        Database.Dispose();
        await _lock.DisposeAsync().ConfigureAwait(false);
    }

    Task Store(CancellationToken cancellation)
    {
        Events.Abandon();
        return Storing.RunAsync(cancellation);
    }

    void Commit(DetectionCommit commit)
    {
        var changes = _commit.Write(commit);
        if (commit.Findings.Count > 0) Found?.Invoke([.. commit.Findings.Where(f => f.Suppression is null).Select(f => f.Finding)]);
        foreach (var change in changes)
        {
            if (Incidents.Find(change.Id) is not { } incident) continue;
            TellOf(incident);
            IncidentChanged?.Invoke(incident, change);
            if (commit.Changed.FirstOrDefault(c => c.Id == change.Id) is { } whole) CaseChanged?.Invoke(whole);
        }
    }

    void TellOf(IncidentState incident) =>
        Feed.Tell("incident", new { incident.Id, incident.Number, incident.Title, Severity = LevelNames.Of(incident.Severity), incident.State });

    string At(string name) => Path.Combine(Data, name);

    EventStoreOptions StoreSettings()
    {
        var settings = new EventStoreOptions { Hot = Options.Store.Hot, Retention = Options.Store.Retention };
        return Options.Store.MemoryMb > 0 ? settings with { MemoryLimit = (long)Options.Store.MemoryMb << 20 } : settings;
    }

    FileStream Lock()
    {
        try
        {
            return new FileStream(At("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException taken)
        {
            throw new IOException($"the data folder {Data} is in use by another process; stop it first, or choose another folder with 'data:'", taken);
        }
    }
}
