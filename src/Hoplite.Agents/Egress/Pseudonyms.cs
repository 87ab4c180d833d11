using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hoplite.Agents.Egress;

/// <summary>The pseudonyms of one case: a name becomes a word such as <c>host-3f2a1b</c>, the same one throughout the case and another one in the next case, and becomes itself again only here.</summary>
/// <remarks>
/// What <see cref="Hide(string)"/> gives, <see cref="Reveal(string)"/> turns back into what it was, whatever the text: a text that merely looks like a pseudonym gets one itself. All pseudonyms
/// of a kind are of one length, and no kind begins with a letter that another goes on with, so where one ends needs no guess.
/// </remarks>
/// <param name="key">The key of the case.</param>
public sealed partial class Pseudonyms(byte[] key)
{
    // Short names are parts of ordinary words, and an address is part of a longer one; both are hidden only where they stand alone.
    const int ShortName = 4;

    readonly byte[] _key = [.. key];
    readonly Lock _lock = new();
    readonly Dictionary<string, NameKind> _names = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<(NameKind, string), string> _words = [];
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    (SearchValues<string> Names, int[] Lengths)? _search;

    /// <summary>Takes names into the case.</summary>
    public void Learn(IEnumerable<KnownName> names)
    {
        lock (_lock)
            foreach (var name in names)
                if (name.Value.Length > 0 && _names.TryAdd(name.Value, name.Kind)) _search = null;
    }

    /// <summary>A text without the names of the case.</summary>
    public string Hide(string text)
    {
        lock (_lock)
        {
            var hidden = new StringBuilder(text.Length + 64);
            var at = 0;
            while (at < text.Length)
            {
                var (start, length, kind) = Next(text, at);
                if (length == 0) break;
                hidden.Append(text, at, start - at).Append(Word(kind, text.Substring(start, length)));
                at = start + length;
            }

            return at == 0 ? text : hidden.Append(text, at, text.Length - at).ToString();
        }
    }

    /// <summary>A text with the names of the case again; what only looks like a pseudonym stays as it is.</summary>
    public string Reveal(string text)
    {
        lock (_lock) return Pseudonym().Replace(text, found => _values.GetValueOrDefault(found.Value, found.Value));
    }

    /// <summary>Facts without the names of the case, in values and in names of members.</summary>
    public JsonNode? Hide(JsonNode? node) => Change(node, Hide);

    /// <summary>An answer with the names of the case again.</summary>
    public JsonNode? Reveal(JsonNode? node) => Change(node, Reveal);

    static JsonNode? Change(JsonNode? node, Func<string, string> change) => node switch
    {
        JsonObject section => new JsonObject(section.Select(m => KeyValuePair.Create(change(m.Key), Change(m.Value, change)))),
        JsonArray list => new JsonArray([.. list.Select(item => Change(item, change))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(change(text)),
        _ => node?.DeepClone(),
    };

    (int Start, int Length, NameKind Kind) Next(string text, int from)
    {
        var looksLike = Pseudonym().Match(text, from);
        var (names, lengths) = _search ??= (SearchValues.Create([.. _names.Keys], StringComparison.OrdinalIgnoreCase), [.. _names.Keys.Select(n => n.Length).Distinct().OrderDescending()]);
        var known = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = from; at < text.Length; at++)
        {
            var found = text.AsSpan(at).IndexOfAny(names);
            if (found < 0 || looksLike.Success && at + found > looksLike.Index) break;
            at += found;
            foreach (var length in lengths)
                if (at + length <= text.Length && known.TryGetValue(text.AsSpan(at, length), out var kind) && (length >= ShortName && kind != NameKind.Address || StandsAlone(text, at, length))
                    && !(looksLike.Success && looksLike.Index == at && looksLike.Length > length)) return (at, length, kind);
        }

        return looksLike.Success ? (looksLike.Index, looksLike.Length, NameKind.Word) : default;
    }

    static bool StandsAlone(string text, int at, int length) => (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    string Word(NameKind kind, string value)
    {
        if (_words.TryGetValue((kind, value), out var word)) return word;
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var digest = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}/{attempt}/{value}"));
            word = $"{Prefix(kind)}-{Convert.ToHexStringLower(digest.AsSpan(0, 3))}";
            if (!_values.TryAdd(word, value)) continue;
            return _words[(kind, value)] = word;
        }

        throw new InvalidOperationException("a case has more names than there are pseudonyms");
    }

    static string Prefix(NameKind kind) => kind switch
    {
        NameKind.Host => "host",
        NameKind.User => "user",
        NameKind.Address => "ip",
        _ => "word",
    };

    [GeneratedRegex("(?:host|user|ip|word)-[0-9a-f]{6}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Pseudonym();
}
