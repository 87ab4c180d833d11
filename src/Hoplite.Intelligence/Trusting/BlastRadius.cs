using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Intelligence.Trusting;

/// <summary>How much one indicator could hit if it were wrong. What could hit too much is not matched, or not blocked, whoever names it.</summary>
/// <param name="ShortestDetected4">The shortest IPv4 prefix that is matched.</param>
/// <param name="ShortestDetected6">The shortest IPv6 prefix that is matched.</param>
/// <param name="ShortestBlocked4">The shortest IPv4 prefix that is blocked without a person.</param>
/// <param name="ShortestBlocked6">The shortest IPv6 prefix that is blocked without a person.</param>
/// <param name="MostHosts">The most machines of one's own that may have had to do with it lately for a block without a person.</param>
/// <param name="MostEvents">The most events of the last thirty days that a pattern may match.</param>
public sealed record BlastRadius(int ShortestDetected4 = 20, int ShortestDetected6 = 40, int ShortestBlocked4 = 28, int ShortestBlocked6 = 64, int MostHosts = 2, long MostEvents = 1_000)
{
    /// <summary>Why a thing must not be matched; null when it may.</summary>
    public string? AgainstDetecting(Named named, LocalUse? use)
    {
        if (named.Kind == NamedKind.Network && IPNetwork.TryParse(named.Value, out var network) && network.PrefixLength < Least(network, ShortestDetected4, ShortestDetected6))
            return string.Create(CultureInfo.InvariantCulture, $"a prefix of {network.PrefixLength} bits names too many machines");
        if (named.Kind == NamedKind.Pattern && use?.Events > MostEvents)
            return string.Create(CultureInfo.InvariantCulture, $"the pattern would have matched {use.Events} events of the last thirty days");
        return null;
    }

    /// <summary>Why a thing must not be blocked without a person; null when it may.</summary>
    public string? AgainstBlocking(Named named, LocalUse? use)
    {
        if (named.Kind is NamedKind.Pattern or NamedKind.Url or NamedKind.Email) return "only addresses, domains and files are blocked without a person";
        if (named.Kind == NamedKind.Network && IPNetwork.TryParse(named.Value, out var network) && network.PrefixLength < Least(network, ShortestBlocked4, ShortestBlocked6))
            return string.Create(CultureInfo.InvariantCulture, $"a prefix of {network.PrefixLength} bits is too wide to be blocked without a person");
        if (use?.Hosts > MostHosts) return string.Create(CultureInfo.InvariantCulture, $"{use.Hosts} of your machines had to do with it lately");
        return null;
    }

    static int Least(IPNetwork network, int four, int six) => network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? four : six;
}
