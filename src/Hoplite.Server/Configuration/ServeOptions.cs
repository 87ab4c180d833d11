using System.ComponentModel;

namespace Hoplite.Server.Configuration;

/// <summary>The file <c>hoplite.yaml</c>. Every part may be left out; what is left out has its default.</summary>
public sealed record ServeOptions
{
    /// <summary>Where everything is kept.</summary>
    [Description("Folder where everything is kept.")]
    public string Data { get; init; } = DefaultData;

    /// <summary>Console, API and HTTP listeners.</summary>
    [Description("Console, API and HTTP listeners.")]
    public WebOptions Web { get; init; } = new();

    /// <summary>Syslog listeners.</summary>
    [Description("Syslog listeners.")]
    public SyslogListenOptions Syslog { get; init; } = new();

    /// <summary>Files to follow.</summary>
    [Description("Log files to follow; * and ? stand for anything in the last part of the path.")]
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A folder whose files are taken.</summary>
    [Description("Folder whose files are taken: EVTX, captures, exports, logs. Default: 'drop' in the data folder.")]
    public string? Drop { get; init; }

    /// <summary>Sources enrolled by configuration.</summary>
    [Description("Sources that deliver with a token set here, for machines that are set up by scripts; others are enrolled in the console.")]
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];

    /// <summary>Which rules are used.</summary>
    [Description("Which rules are used.")]
    public RulesOptions Rules { get; init; } = new();

    /// <summary>How long and in how much room events and cases are kept.</summary>
    [Description("How long and in how much room events and cases are kept.")]
    public StoreOptions Store { get; init; } = new();

    /// <summary>Where the certificate comes from.</summary>
    [Description("Where the certificate comes from; leave out for one the server makes itself. Used by the web and syslog TLS listeners.")]
    public Tls.TlsOptions? Tls { get; init; }

    /// <summary>How people sign in.</summary>
    [Description("How people sign in.")]
    public PeopleOptions People { get; init; } = new();

    /// <summary>Ways to reach people.</summary>
    [Description("Ways to reach people when an incident appears or a source falls silent.")]
    public IReadOnlyList<Notifications.ChannelOptions> Notifications { get; init; } = [];

    /// <summary>Which language models may be asked.</summary>
    [Description("Which language models may be asked, and how much; none by default.")]
    public Agents.Providers.AgentOptions Agents { get; init; } = new();

    /// <summary>How the platform acts.</summary>
    [Description("How the platform acts, and who may approve; nothing is enforced by default.")]
    public Response.ResponseOptions Response { get; init; } = new();

    /// <summary>The TAXII 2.1 server.</summary>
    [Description("The TAXII 2.1 server; not there by default.")]
    public Taxii.TaxiiOptions Taxii { get; init; } = new();

    /// <summary>What others say about threats.</summary>
    [Description("What others say about threats, and what is told them; nothing is told by default.")]
    public Intelligence.IntelligenceOptions Intelligence { get; init; } = new();

    /// <summary>Telemetry about the platform itself.</summary>
    [Description("Telemetry about the platform itself.")]
    public ObserveOptions Observe { get; init; } = new();

    /// <summary>The folder when none is given: <c>HOPLITE_HOME</c>, or the usual place for application data.</summary>
    public static string DefaultData => Environment.GetEnvironmentVariable("HOPLITE_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "hoplite");
}

/// <summary>Where the console and the HTTP listeners are.</summary>
public sealed record WebOptions
{
    /// <summary>The address.</summary>
    [Description("Address to listen on. Until the first administrator exists, only 127.0.0.1 is used.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port.</summary>
    [Description("Port, 0 for any that is free.")]
    public int Port { get; init; } = 8620;

    /// <summary>Whether it speaks TLS.</summary>
    [Description("Whether it speaks TLS. Leave out: loopback does not, every other address does.")]
    public bool? Tls { get; init; }

    /// <summary>The name users reach it under.</summary>
    [Description("Address users reach it under, for example https://hoplite.example.org; needed for passkeys, single sign-on and links in notifications.")]
    public string? PublicUrl { get; init; }
}

/// <summary>Where syslog is taken.</summary>
public sealed record SyslogListenOptions
{
    /// <summary>The address.</summary>
    [Description("Address to listen on.")]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The UDP port.</summary>
    [Description("UDP port; 0 for any that is free; leave out for none.")]
    public int? Udp { get; init; }

    /// <summary>The TCP port.</summary>
    [Description("TCP port; leave out for none.")]
    public int? Tcp { get; init; }

    /// <summary>The TLS port.</summary>
    [Description("TLS port (RFC 5425, usually 6514); leave out for none. Needs the certificate under 'tls'.")]
    public int? Tls { get; init; }
}

/// <summary>A source enrolled by configuration.</summary>
public sealed record SourceOptions
{
    /// <summary>Its name.</summary>
    [Description("Name people know it by.")]
    public string Name { get; init; } = "";

    /// <summary>Its token.</summary>
    [Description("Token, at least 24 characters: env:NAME, or file:/path with mode 0600.")]
    public string Token { get; init; } = "";

    /// <summary>How long it may say nothing.</summary>
    [Description("How long it may say nothing before that is an alarm, for example 30m; leave out for ever.")]
    public TimeSpan? SilentAfter { get; init; }
}

/// <summary>Which rules are used.</summary>
public sealed record RulesOptions
{
    /// <summary>Folders and files with rules.</summary>
    [Description("Folders and files with Sigma rules; changes are taken up while it runs. Leave out for the pack fetched with 'hoplite rules update', or the starter pack.")]
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether the starter pack is used beside them.</summary>
    [Description("Whether the starter pack is used beside them.")]
    public bool Starter { get; init; } = true;

    /// <summary>The least level.</summary>
    [Description("Rules below this level are left out: informational, low, medium, high or critical.")]
    public Detection.Sigma.Level Level { get; init; } = Detection.Sigma.Level.Low;
}

/// <summary>How long and in how much room events and cases are kept.</summary>
public sealed record StoreOptions
{
    /// <summary>How long events stay in the hot tables.</summary>
    [Description("How long events stay in the fast tables before they become Parquet files.")]
    public TimeSpan Hot { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long events are kept.</summary>
    [Description("How long events are kept at all.")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long closed incidents are kept.</summary>
    [Description("How long incidents are kept after they were closed, with their findings, notes and history; at least 7d.")]
    public TimeSpan Cases { get; init; } = TimeSpan.FromDays(730);

    /// <summary>The most memory of the event store.</summary>
    [Description("Memory of the event store, megabytes; 0 for a quarter of the machine, at most 2048.")]
    public int MemoryMb { get; init; }

    /// <summary>The most disk of the spool.</summary>
    [Description("Disk that deliveries may take before they are stored, megabytes.")]
    public int SpoolMb { get; init; } = 16_384;

    /// <summary>Raw deliveries kept after they were stored.</summary>
    [Description("How long deliveries are kept as they came, for correlation after a restart and new rules over the last hours.")]
    public TimeSpan KeepRaw { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The disk that must stay free.</summary>
    [Description("Disk that must stay free, megabytes; with less, senders are told to wait.")]
    public int MinFreeMb { get; init; } = 512;
}

/// <summary>Telemetry about the platform itself.</summary>
public sealed record ObserveOptions
{
    /// <summary>Where OpenTelemetry data goes.</summary>
    [Description("Address of an OTLP collector for metrics, traces and logs; leave out for none.")]
    public string? Otlp { get; init; }

    /// <summary>Whether <c>/metrics</c> needs no sign-in from loopback.</summary>
    [Description("Whether /metrics answers loopback without a token.")]
    public bool OpenMetrics { get; init; } = true;
}
