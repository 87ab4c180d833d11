using System.ComponentModel;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Providers;

/// <summary>How far software may go, and what it must not touch.</summary>
public sealed partial record AgentOptions
{
    /// <summary>How far software may go with each action.</summary>
    [Description("How far software may go by action, such as 'block-address: act': observe (only says so), propose (asks a person), act (does it, within the bounds of the gate). Default: propose. Actions that need two persons or lower the defence cannot be 'act'.")]
    public IReadOnlyDictionary<ActionKind, Autonomy> Autonomy { get; init; } = new Dictionary<ActionKind, Autonomy>();

    /// <summary>What nothing is done to.</summary>
    [Description("What nothing is done to, whoever asks. This machine, its gateway and its resolvers are protected without being named.")]
    public ProtectedOptions Protected { get; init; } = new();

    /// <summary>How much depends on machines and accounts.</summary>
    [Description("How much depends on a machine, account or address: its name, and 0 (nothing) to 4 (everything). What is not named has 1.")]
    public IReadOnlyDictionary<string, int> Criticality { get; init; } = new Dictionary<string, int>();

    /// <summary>How many machines there are.</summary>
    [Description("How many machines the organisation has; at most 2 % of them are cut off at once, one at least.")]
    public int Assets { get; init; } = 50;

    /// <summary>How many accounts there are.</summary>
    [Description("How many accounts it has; at most 1 % of them are locked at once, one at least.")]
    public int Accounts { get; init; } = 100;

    /// <summary>Narrow actions an hour.</summary>
    [Description("Blocks of single addresses and other narrow actions an hour.")]
    public int NarrowAnHour { get; init; } = 20;

    /// <summary>Wide actions an hour.</summary>
    [Description("Isolated machines, locked accounts and other wide actions an hour.")]
    public int WideAnHour { get; init; } = 3;

    /// <summary>What programs that speak MCP may see.</summary>
    [Description("What programs that speak MCP may see.")]
    public McpOptions Mcp { get; init; } = new();

    /// <summary>What is wrong, by the option it is about.</summary>
    public IEnumerable<(string Option, string Problem)> Mistakes()
    {
        foreach (var (kind, rung) in Autonomy)
            if (!AutonomyLadder.MayBe(kind, rung))
                yield return ("autonomy", $"'agents.autonomy': {ActionTraits.Of(kind).Name} never happens without a person; it can be 'observe' or 'propose'");
        foreach (var (name, criticality) in Criticality)
            if (criticality is < 0 or > 4) yield return ("criticality", $"'agents.criticality': '{name}' has {criticality}; it is 0 to 4");
        if (Assets < 1 || Accounts < 1 || NarrowAnHour < 0 || WideAnHour < 0) yield return ("assets", "'agents' has a number of machines, accounts or actions that is too small");
        if (Protected.Problem() is { } wrong) yield return ("protected", $"'agents.protected': {wrong}");
        if (Mcp.Ceiling == Confidentiality.Secret) yield return ("mcp", "'agents.mcp.ceiling' is public, internal or sensitive; secrets are never handed out");
    }
}

/// <summary>What nothing is done to.</summary>
public sealed record ProtectedOptions
{
    /// <summary>Addresses and networks.</summary>
    [Description("Addresses and networks: domain controllers, resolvers, gateways, backup, the identity provider, the management network.")]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Machines.</summary>
    [Description("Machines, by name.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Accounts.</summary>
    [Description("Accounts, the last two administrators among them.")]
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Domains.</summary>
    [Description("Domains, with everything below them.")]
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>What cannot be read in it; null when all can.</summary>
    public string? Problem()
    {
        try
        {
            _ = new ProtectedSet(Addresses, Hosts, Accounts, Domains);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }
}

/// <summary>What programs that speak MCP may see.</summary>
public sealed record McpOptions
{
    /// <summary>Whether the door is open.</summary>
    [Description("Whether programs may ask over MCP, at /mcp with an API token.")]
    public bool Enabled { get; init; } = true;

    /// <summary>The most secret data they are handed.</summary>
    [Description("The most secret data they are handed: public, internal or sensitive. What is above it is replaced by pseudonyms.")]
    public Confidentiality Ceiling { get; init; } = Confidentiality.Internal;
}
