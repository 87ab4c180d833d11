using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>Writes the STIX pattern that names one thing (STIX 2.1 §9).</summary>
static class NamedPattern
{
    /// <summary>The pattern.</summary>
    public static string Of(Named named) => named.Kind switch
    {
        NamedKind.Address => $"[{Version(named.Value)}:value = '{Quoted(named.Value)}']",
        NamedKind.Network => $"[{Version(named.Value)}:value ISSUBSET '{Quoted(named.Value)}']",
        NamedKind.Domain => $"[domain-name:value = '{Quoted(named.Value)}']",
        NamedKind.Url => $"[url:value = '{Quoted(named.Value)}']",
        NamedKind.Email => $"[email-addr:value = '{Quoted(named.Value)}']",
        NamedKind.Hash => $"[file:hashes.{Algorithm(named.Value)} = '{Quoted(named.Value)}']",
        _ => named.Value,
    };

    static string Version(string value) => value.Contains(':', StringComparison.Ordinal) ? "ipv6-addr" : "ipv4-addr";

    static string Algorithm(string value) => value.Length switch { 32 => "MD5", 40 => "'SHA-1'", _ => "'SHA-256'" };

    static string Quoted(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
