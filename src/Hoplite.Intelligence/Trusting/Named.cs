namespace Hoplite.Intelligence.Trusting;

/// <summary>The thing an indicator names, in its normal form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its normal form: letters small, addresses and prefixes as .NET writes them; the text of a pattern.</param>
public sealed record Named(NamedKind Kind, string Value)
{
    /// <summary>The same thing in its normal form.</summary>
    public static Named Of(NamedKind kind, string value)
    {
        value = value.Trim();
        if (kind == NamedKind.Network && System.Net.IPNetwork.TryParse(value, out var network))
            return network.PrefixLength == (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
                ? new Named(NamedKind.Address, network.BaseAddress.ToString())
                : new Named(kind, network.ToString());
        if (kind is NamedKind.Address or NamedKind.Network && System.Net.IPAddress.TryParse(value, out var address))
            return new Named(NamedKind.Address, (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());
        return kind switch
        {
            NamedKind.Domain => new Named(kind, value.TrimEnd('.').ToLowerInvariant()),
            NamedKind.Hash or NamedKind.Email => new Named(kind, value.ToLowerInvariant()),
            _ => new Named(kind, value),
        };
    }
}
