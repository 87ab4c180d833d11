using System.ComponentModel;
using Hoplite.Response.Responders.Accounts;
using Hoplite.Response.Responders.Files;
using Hoplite.Response.Responders.Hosts;
using Hoplite.Response.Responders.Names;
using Hoplite.Response.Responders.Remote;
using Hoplite.Response.Responders.Services;

namespace Hoplite.Response;

/// <summary>How the platform acts, and who may approve.</summary>
public sealed record ResponseOptions
{
    /// <summary>Whether this machine's packet filter is used.</summary>
    [Description("Whether addresses are blocked and machines cut off by this machine's packet filter (nftables, table 'inet hoplite'). Needs CAP_NET_ADMIN, and only reaches traffic that passes this machine.")]
    public bool PacketFilter { get; init; }

    /// <summary>Whether OpenC2 commands are taken.</summary>
    [Description("Whether OpenC2 commands for the packet filter are taken at /.well-known/openc2, from tokens with the scope 'respond'.")]
    public bool OpenC2Server { get; init; }

    /// <summary>Where OpenC2 finds files of rules.</summary>
    [Description("The only folder that the OpenC2 command 'update' takes files of rules from; leave out, and it is not supported.")]
    public string? OpenC2Rules { get; init; }

    /// <summary>The network namespace of the packet filter.</summary>
    [Description("The file of the network namespace whose packet filter is used, such as /run/netns/edge; leave out for this program's own.")]
    public string? NetworkNamespace { get; init; }

    /// <summary>Addresses that a machine cut off still reaches.</summary>
    [Description("Addresses that a machine which is cut off still reaches: the resolver, this platform, the place it is repaired from.")]
    public IReadOnlyList<string> Lifelines { get; init; } = [];

    /// <summary>The addresses of machines.</summary>
    [Description("Addresses of machines by name, so that they can be cut off; what telemetry says of names is not believed for that.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Machines { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The resolver's file.</summary>
    [Description("The file through which domains are answered with nothing; leave out for none.")]
    public SinkholeOptions? Sinkhole { get; init; }

    /// <summary>Whom playbooks can tell.</summary>
    [Description("Channels that playbooks can tell people through; leave out for none.")]
    public NotifyOptions? Notify { get; init; }

    /// <summary>Systems that are told to act over HTTP.</summary>
    [Description("Systems by name, in small letters, digits and dashes, that are told over HTTP to act.")]
    public IReadOnlyDictionary<string, HttpActionOptions> HttpApis { get; init; } = new Dictionary<string, HttpActionOptions>();

    /// <summary>CrowdSec.</summary>
    [Description("A local API of CrowdSec that addresses are blocked through; leave out for none.")]
    public CrowdSecOptions? CrowdSec { get; init; }

    /// <summary>Wazuh.</summary>
    [Description("A manager of Wazuh whose agents act; leave out for none.")]
    public WazuhOptions? Wazuh { get; init; }

    /// <summary>Consumers of OpenC2.</summary>
    [Description("Consumers of OpenC2 by name, in small letters, digits and dashes.")]
    public IReadOnlyDictionary<string, OpenC2SenderOptions> OpenC2 { get; init; } = new Dictionary<string, OpenC2SenderOptions>();

    /// <summary>Whether processes of this machine are reached.</summary>
    [Description("Whether processes of this machine are ended and suspended. Needs to be root, or CAP_KILL.")]
    public bool Processes { get; init; }

    /// <summary>Which accounts may be locked.</summary>
    [Description("Which accounts of this machine may be locked; leave out for none. Needs to be root.")]
    public AccountOptions? Accounts { get; init; }

    /// <summary>Which files may be moved away.</summary>
    [Description("Where files are looked for by their hash and moved to; leave out for nowhere.")]
    public QuarantineOptions? Quarantine { get; init; }

    /// <summary>Which services may be restarted.</summary>
    [Description("Which services of this machine may be restarted; leave out for none.")]
    public ServiceOptions? Services { get; init; }

    /// <summary>Which machines are cut off over SSH.</summary>
    [Description("Machines that are cut off by a packet filter of their own, over SSH; leave out for none.")]
    public SshIsolationOptions? SshIsolation { get; init; }

    /// <summary>Keys of people who approve away from the console.</summary>
    [Description("Public keys of people who approve with 'hoplite respond approve'; those who sign in approve with their passkeys.")]
    public IReadOnlyList<ApproverOptions> Approvers { get; init; } = [];

    /// <summary>How much a person can approve within an hour.</summary>
    [Description("How many actions one person can approve within an hour with care.")]
    public int ApprovalsAnHour { get; init; } = 6;

    /// <summary>Whether people's care is tested.</summary>
    [Description("Whether one question in fifty is a test that nobody should approve; nothing is ever done by it.")]
    public bool TestQuestions { get; init; } = true;

    /// <summary>Days of telemetry that a rehearsal looks at.</summary>
    [Description("How many days of telemetry are looked at to say what an action would have touched.")]
    public int ImpactDays { get; init; } = 7;

    /// <summary>Whose signatures on playbooks count.</summary>
    [Description("Whose signatures on playbooks count as their approval of every command in it: a person and a file with their public key in PEM.")]
    public IReadOnlyList<SignerOptions> PlaybookSigners { get; init; } = [];

    /// <summary>Fingerprints of SSH servers.</summary>
    [Description("Fingerprints of the SSH servers that playbooks log in to: 'host:port' and 'SHA256:...'. A server without one is not logged in to.")]
    public IReadOnlyDictionary<string, string> HostKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>More playbooks.</summary>
    [Description("A folder with CACAO 2.0 playbooks of your own; leave out for those that ship with the program.")]
    public string? Playbooks { get; init; }
}

/// <summary>A person who signs playbooks.</summary>
public sealed record SignerOptions
{
    /// <summary>Who.</summary>
    [Description("The name of the person, the same as they sign in with.")]
    public string Person { get; init; } = "";

    /// <summary>Where the public key is.</summary>
    [Description("A file with the person's public key in PEM.")]
    public string KeyFile { get; init; } = "";
}

/// <summary>A person's key.</summary>
public sealed record ApproverOptions
{
    /// <summary>Whose.</summary>
    [Description("The name of the person, the same as they sign in with.")]
    public string Person { get; init; } = "";

    /// <summary>The key.</summary>
    [Description("Ed25519 public key in base64, as 'hoplite respond key' prints it.")]
    public string Key { get; init; } = "";
}
