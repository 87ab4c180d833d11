using System.Globalization;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Patterning;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>A pattern made of an attribute.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Type">Its type, <c>stix</c> or the language of a rule.</param>
sealed record MispPattern(string Text, string Type = "stix");

/// <summary>Makes patterns of attributes of MISP, by their type.</summary>
static class MispPatterns
{
    static readonly Dictionary<string, string> Hashes = new(StringComparer.Ordinal)
    {
        ["md5"] = "MD5", ["sha1"] = "'SHA-1'", ["sha256"] = "'SHA-256'", ["sha512"] = "'SHA-512'", ["sha3-256"] = "'SHA3-256'", ["sha3-512"] = "'SHA3-512'", ["ssdeep"] = "SSDEEP", ["tlsh"] = "TLSH",
    };

    static readonly Dictionary<string, int> Digits = new(StringComparer.Ordinal) { ["md5"] = 32, ["sha1"] = 40, ["sha256"] = 64, ["sha512"] = 128, ["sha3-256"] = 64, ["sha3-512"] = 128 };

    static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["filename"] = "file:name", ["mutex"] = "mutex:name", ["email-subject"] = "email-message:subject", ["email-body"] = "email-message:body", ["email-src-display-name"] = "email-message:from_ref.display_name",
        ["email-message-id"] = "email-message:message_id", ["email-x-mailer"] = "email-message:additional_header_fields.'X-Mailer'", ["user-agent"] = "network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'",
        ["http-method"] = "network-traffic:extensions.'http-request-ext'.request_method", ["ja3-fingerprint-md5"] = "network-traffic:x_ja3", ["ja3s-fingerprint-md5"] = "network-traffic:x_ja3s", ["jarm-fingerprint"] = "network-traffic:x_jarm", ["hassh-md5"] = "network-traffic:x_hassh", ["hasshserver-md5"] = "network-traffic:x_hasshserver",
        ["x509-fingerprint-md5"] = "x509-certificate:hashes.MD5", ["x509-fingerprint-sha1"] = "x509-certificate:hashes.'SHA-1'", ["x509-fingerprint-sha256"] = "x509-certificate:hashes.'SHA-256'",
        ["mac-address"] = "mac-addr:value", ["windows-service-name"] = "process:extensions.'windows-service-ext'.service_name", ["windows-service-displayname"] = "process:extensions.'windows-service-ext'.display_name", ["github-username"] = "user-account:account_login", ["process-name"] = "process:name", ["pdb"] = "file:extensions.'windows-pebinary-ext'.x_pdb", ["imphash"] = "file:extensions.'windows-pebinary-ext'.imphash",
    };

    static readonly HashSet<string> Languages = new(["yara", "sigma", "snort", "suricata"], StringComparer.Ordinal);

    /// <summary>The pattern of an attribute; null for a type that none can be made of.</summary>
    /// <exception cref="FormatException">The value is not what its type says.</exception>
    public static MispPattern? Of(string type, string value)
    {
        if (Languages.Contains(type)) return new(value, type);
        if (type is "stix2-pattern") return Checked(value);
        return Comparison(type, value) is { } comparison ? Checked($"[{comparison}]") : null;
    }

    static MispPattern Checked(string text)
    {
        try
        {
            StixPattern.Parse(text);
            return new(text);
        }
        catch (PatternException wrong)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    static string? Comparison(string type, string value)
    {
        switch (type)
        {
            case "ip-src" or "ip-dst" or "ip": return Simple(Address(value));
            case "domain" or "hostname": return Simple(Domain(value));
            case "url" or "uri" or "link" when type != "link":
                var whole = Defanged.Undo(value);
                return type is "url" && Recognised.IsUrl(whole) || whole.Length > 0 && type is "uri" ? $"url:value = {PatternText.Quote(whole)}" : Recognised.Of(whole) is { Kind: NamedKind.Url } url ? Simple(url) : throw new FormatException("it is no web address");
            case "email" or "email-addr" or "target-email": return Simple(Mail(value));
            case "email-src" or "email-reply-to" or "whois-registrant-email" or "dns-soa-email" when type is not ("whois-registrant-email" or "dns-soa-email"): return $"email-message:from_ref.value = {PatternText.Quote(Mail(value).Value)}";
            case "email-dst": return $"email-message:to_refs[*].value = {PatternText.Quote(Mail(value).Value)}";
            case "AS": return "autonomous-system:number = " + AutonomousSystem(value);
            case "regkey": return $"windows-registry-key:key = {PatternText.Quote(value)}";
        }

        if (Hashes.TryGetValue(type, out var hash)) return Hash(type, hash, value);
        if (type.Contains('|', StringComparison.Ordinal)) return Composite(type, value);
        return Plain.TryGetValue(type, out var path) && value.Length > 0 ? $"{path} = {PatternText.Quote(value)}" : null;
    }

    static string? Composite(string type, string value)
    {
        // The value is cut where its second half begins: names may hold a bar, the rest may not.
        var cut = value.LastIndexOf('|');
        if (cut <= 0 || cut == value.Length - 1) throw new FormatException($"a value of the type {type} has two parts with a bar between them");
        var (first, second) = (value[..cut], value[(cut + 1)..]);
        switch (type)
        {
            case "domain|ip": return $"{Simple(Domain(first))} OR {Simple(Address(second))}";
            case "hostname|port": return $"network-traffic:dst_ref.value = {PatternText.Quote(Domain(first).Value)} AND network-traffic:dst_port = {Port(second)}";
            case "ip-dst|port" or "ip-src|port":
                var end = type[3..6];
                var address = Address(first);
                return $"network-traffic:{end}_ref.value {(address.Kind == NamedKind.Network ? "ISSUBSET" : "=")} {PatternText.Quote(address.Value)} AND network-traffic:{end}_port = {Port(second)}";
            case "regkey|value":
                // Keys may not hold a bar; data may.
                cut = value.IndexOf('|', StringComparison.Ordinal);
                return $"windows-registry-key:key = {PatternText.Quote(value[..cut])} AND windows-registry-key:values[*].data = {PatternText.Quote(value[(cut + 1)..])}";
        }

        // A hash tells a file whatever it is called; the name stays in the attribute.
        return type.StartsWith("filename|", StringComparison.Ordinal) && Hashes.TryGetValue(type[9..], out var hash) ? Hash(type[9..], hash, second) : null;
    }

    static string Hash(string type, string name, string value)
    {
        if (Digits.TryGetValue(type, out var digits) && !(value.Length == digits && value.All(char.IsAsciiHexDigit))) throw new FormatException($"it is no {type}: that has {digits} hexadecimal digits");
        if (value.Length is 0 or > 300) throw new FormatException($"it is no {type}");
        return $"file:hashes.{name} = {PatternText.Quote(digits > 0 ? value.ToLowerInvariant() : value)}";
    }

    static string Simple(Named named) => PatternText.Comparison(named.Kind, named.Value);

    static Named Address(string value) => Recognised.Address(Defanged.Undo(value)) ?? throw new FormatException("it is no address and no network");

    static Named Domain(string value) => Defanged.Undo(value) is var domain && Recognised.IsDomain(domain) ? Named.Of(NamedKind.Domain, domain) : throw new FormatException("it is no domain name");

    static Named Mail(string value) => Recognised.Of(value) is { Kind: NamedKind.Email } mail ? mail : throw new FormatException("it is no mail address");

    static string Port(string value) => ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port.ToString(CultureInfo.InvariantCulture) : throw new FormatException("it has no port from 0 to 65535");

    static string AutonomousSystem(string value) => uint.TryParse(value.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? value[2..] : value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : throw new FormatException("it is no number of an autonomous system");
}
