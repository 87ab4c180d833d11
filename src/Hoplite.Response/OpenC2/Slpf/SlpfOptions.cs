using System.Net;

namespace Hoplite.Response.OpenC2.Slpf;

/// <summary>What a packet filter that takes commands needs to know.</summary>
/// <param name="StateFile">The file that keeps rules over a restart; its folder is there.</param>
/// <param name="Forbid">Why a network must not be denied, in a sentence; null when it may be.</param>
public sealed record SlpfOptions(string StateFile, Func<IPNetwork, string?> Forbid)
{
    /// <summary>The only folder that files of rules are taken from; null for none, and update is not supported.</summary>
    public string? RulesFolder { get; init; }

    /// <summary>How many rules there can be; 1,000 unless said otherwise. Packets are compared with one after the other.</summary>
    public int MaxRules { get; init; } = 1_000;
}
