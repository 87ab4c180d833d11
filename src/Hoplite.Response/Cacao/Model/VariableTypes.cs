using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Cacao;

/// <summary>The types of variables (CACAO 2.0 §10.18.2, an open vocabulary) and which values they take.</summary>
public static class VariableTypes
{
    /// <summary>The longest value, characters.</summary>
    public const int LongestValue = 65_536;

    /// <summary>The types with a form so narrow that a value of them has no meaning to any shell, URL or JSON text.</summary>
    static readonly HashSet<string> Strict = new(StringComparer.Ordinal)
    {
        "bool", "integer", "long", "float", "hexstring", "ipv4-addr", "ipv6-addr", "mac-addr", "hash", "md5-hash", "sha1-hash", "sha256-hash", "sha512-hash", "uuid", "domain-name",
    };

    /// <summary>Whether any value of the type may stand in a command as it is.</summary>
    public static bool IsStrict(string type) => Strict.Contains(type);

    /// <summary>Whether a value is one of the type; a type nobody knows takes any text.</summary>
    public static bool Fits(string type, string value) => value.Length <= LongestValue && type switch
    {
        "bool" => value is "true" or "false" or "True" or "False",
        "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= int.MinValue and <= int.MaxValue && value[0] != '+',
        "long" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && value[0] != '+',
        "float" => value.Length <= 64 && double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real),
        "hexstring" => value.Length % 2 == 0 && IsHex(value),
        "ipv4-addr" => AddressForm.TryParseNetwork(value, out var four) && four.BaseAddress.AddressFamily == AddressFamily.InterNetwork && !value.Contains(':', StringComparison.Ordinal),
        "ipv6-addr" => value.Contains(':', StringComparison.Ordinal) && AddressForm.TryParseNetwork(value, out _),
        "mac-addr" => value.Length == 17 && IsMac(value),
        "hash" => value.Length is 32 or 40 or 56 or 64 or 96 or 128 && IsHex(value),
        "md5-hash" => value.Length == 32 && IsHex(value),
        "sha1-hash" => value.Length == 40 && IsHex(value),
        "sha256-hash" => value.Length == 64 && IsHex(value),
        "sha512-hash" => value.Length == 128 && IsHex(value),
        "uuid" => Guid.TryParseExact(value, "D", out _),
        "domain-name" => IsDomain(value),
        "email-addr" => EmailForm.IsEmail(value),
        "uri" => value.Length <= 8192 && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme.Length > 0,
        "dictionary" => IsDictionary(value),
        _ => true,
    };

    static bool IsHex(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF");

    static bool IsMac(string value)
    {
        for (var i = 0; i < value.Length; i++)
            if (i % 3 == 2 ? value[i] != value[2] || value[i] is not (':' or '-') : !char.IsAsciiHexDigit(value[i])) return false;
        return true;
    }

    static bool IsDomain(string value) =>
        value.Length is > 0 and <= 253 && Array.TrueForAll(value.Split('.'), label =>
            label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.AsSpan().IndexOfAnyExcept(Label) < 0);

    static readonly System.Buffers.SearchValues<char> Label = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    static bool IsDictionary(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The form of e-mail addresses that a person could have.</summary>
static class EmailForm
{
    static readonly System.Buffers.SearchValues<char> Local = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_{|}~.");

    /// <summary>Whether a text is one address: dot-atom, at sign, domain (RFC 5321 §4.1.2, without quoted forms).</summary>
    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || text.Length > 254) return false;
        var local = text.AsSpan(0, at);
        return local.IndexOfAnyExcept(Local) < 0 && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && VariableTypes.Fits("domain-name", text[(at + 1)..]) && !text.EndsWith('.');
    }
}
