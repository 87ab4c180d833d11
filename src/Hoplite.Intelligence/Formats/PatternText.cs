using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats;

/// <summary>Writes patterns of STIX from values.</summary>
public static class PatternText
{
    /// <summary>A text between quotes.</summary>
    public static string Quote(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    /// <summary>The comparison that finds a thing, without brackets.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is a pattern already, or a hash of a length that none has.</exception>
    public static string Comparison(NamedKind kind, string value) => kind switch
    {
        NamedKind.Address => $"{Family(value)}:value = {Quote(value)}",
        NamedKind.Network => $"{Family(value[..value.IndexOf('/', StringComparison.Ordinal)])}:value ISSUBSET {Quote(value)}",
        NamedKind.Domain => $"domain-name:value = {Quote(value)}",
        NamedKind.Url => $"url:value = {Quote(value)}",
        NamedKind.Email => $"email-addr:value = {Quote(value)}",
        NamedKind.Hash => $"file:hashes.{Algorithm(value.Length)} = {Quote(value)}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The pattern that finds a thing (STIX 2.1 §9).</summary>
    public static string Of(Named named) => named.Kind == NamedKind.Pattern ? named.Value : $"[{Comparison(named.Kind, named.Value)}]";

    /// <summary>The type of observable of an address.</summary>
    public static string Family(string address) => IPAddress.Parse(address).AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6-addr" : "ipv4-addr";

    /// <summary>The name of a hash in a path by its number of digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No hash has so many.</exception>
    public static string Algorithm(int digits) => digits switch
    {
        32 => "MD5",
        40 => "'SHA-1'",
        64 => "'SHA-256'",
        128 => "'SHA-512'",
        _ => throw new ArgumentOutOfRangeException(nameof(digits), digits.ToString(CultureInfo.InvariantCulture)),
    };
}
