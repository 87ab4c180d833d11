using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Warning;

/// <summary>One list of things that are named as bad by mistake, in the form of the MISP warning lists.</summary>
/// <remarks>Five ways of matching: <c>string</c> (equal), <c>hostname</c> (equal or below), <c>substring</c>, <c>regex</c>, <c>cidr</c>.</remarks>
sealed class WarningList
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    readonly HashSet<string> _texts = new(StringComparer.OrdinalIgnoreCase);
    readonly NetworkSet _networks = new();
    readonly List<Regex> _expressions = [];
    readonly string _type;
    SearchValues<string>? _parts;

    WarningList(string name, string type, WarningClass @class) => (Name, _type, Class) = (name, type, @class);

    public string Name { get; }

    public WarningClass Class { get; }

    /// <exception cref="InvalidDataException">It has not the form of a warning list.</exception>
    public static WarningList Read(string name, ReadOnlyMemory<byte> json, WarningClass @class)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var list = new WarningList(name, document.RootElement.GetProperty("type").GetString() ?? "", @class);
            foreach (var entry in document.RootElement.GetProperty("list").EnumerateArray())
                if (entry.GetString() is { Length: > 0 } text) list.Add(text);
            list._networks.Close();
            if (list._type == "substring") list._parts = SearchValues.Create([.. list._texts], StringComparison.OrdinalIgnoreCase);
            return list;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or RegexParseException)
        {
            throw new InvalidDataException($"the warning list '{name}' cannot be read: {wrong.Message}; it must be an object with 'type' and 'list'", wrong);
        }
    }

    /// <summary>Whether a thing stands on it.</summary>
    /// <param name="named">The thing.</param>
    /// <param name="host">The host in it, when it is a URL or a mail address.</param>
    public bool Has(Named named, string? host)
    {
        if (named.Kind == NamedKind.Network) return IPNetwork.TryParse(named.Value, out var network) && _networks.Overlaps(network);
        if ((host is not null || named.Kind == NamedKind.Address) && IPAddress.TryParse(host ?? named.Value, out var address) && _networks.Contains(address)) return true;
        return _type != "cidr" && (Fits(named.Value) || (host is not null && Fits(host)));
    }

    void Add(string text)
    {
        switch (_type)
        {
            case "cidr":
                _networks.Add(text);
                break;
            case "regex":
                _expressions.Add(Expression(text));
                break;
            case "hostname":
                _texts.Add(text.Trim().TrimStart('.').TrimEnd('.'));
                break;
            default:
                // Lists of equal strings hold addresses and prefixes as well.
                _texts.Add(text.Trim());
                if (text.AsSpan().ContainsAny('.', ':')) _networks.Add(text);
                break;
        }
    }

    // The lists write expressions between slashes, as PHP does.
    static Regex Expression(string text)
    {
        var end = text.LastIndexOf('/');
        var (body, ignore) = text[0] == '/' && end > 0 ? (text[1..end], text[end..].Contains('i', StringComparison.Ordinal)) : (text, false);
        var options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | (ignore ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(body, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(body, options, Patience);
        }
    }

    bool Fits(string value) => _type switch
    {
        "hostname" => IsBelow(value),
        "substring" => value.AsSpan().ContainsAny(_parts!),
        "regex" => _expressions.Exists(e => Matches(e, value)),
        _ => _texts.Contains(value),
    };

    bool IsBelow(string name)
    {
        for (var rest = name; ;)
        {
            if (_texts.Contains(rest)) return true;
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0) return false;
            rest = rest[(dot + 1)..];
        }
    }

    static bool Matches(Regex expression, string value)
    {
        try
        {
            return expression.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
