namespace Hoplite.Intelligence.Trusting;

/// <summary>What an indicator names. Trust is kept apart for each: who knows addresses well may know nothing of files.</summary>
public enum IndicatorKind
{
    /// <summary>One IP address.</summary>
    Address,

    /// <summary>A prefix of addresses.</summary>
    Network,

    /// <summary>A domain name.</summary>
    Domain,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>A hash of a file.</summary>
    Hash,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>Anything that takes a pattern to say.</summary>
    Pattern,
}

/// <summary>The thing an indicator names, in its normal form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its normal form: letters small, addresses and prefixes as .NET writes them; the text of a pattern.</param>
public sealed record Named(IndicatorKind Kind, string Value)
{
    /// <summary>The same thing in its normal form.</summary>
    public static Named Of(IndicatorKind kind, string value)
    {
        value = value.Trim();
        if (kind == IndicatorKind.Network && System.Net.IPNetwork.TryParse(value, out var network))
            return network.PrefixLength == (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
                ? new Named(IndicatorKind.Address, network.BaseAddress.ToString())
                : new Named(kind, network.ToString());
        if (kind is IndicatorKind.Address or IndicatorKind.Network && System.Net.IPAddress.TryParse(value, out var address))
            return new Named(IndicatorKind.Address, (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        return kind switch
        {
            IndicatorKind.Domain => new Named(kind, value.TrimEnd('.').ToLowerInvariant()),
            IndicatorKind.Hash or IndicatorKind.Email => new Named(kind, value.ToLowerInvariant()),
            _ => new Named(kind, value),
        };
    }
}
