using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hoplite.Detection.Sigma;

/// <summary>A node of a YAML document; aliases share the node they name, so the tree is never larger than the text.</summary>
abstract class YamlNode(int line)
{
    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>How many nodes it has once every alias is written out.</summary>
    public long Weight { get; protected set; } = 1;
}

sealed class YamlList(int line) : YamlNode(line)
{
    public List<YamlNode> Items { get; } = [];

    public void Add(YamlNode item)
    {
        Items.Add(item);
        Weight += item.Weight;
    }
}

/// <summary>A scalar keeps whether it was written plain, because only a plain one can be a number, a truth value or null.</summary>
sealed class YamlScalar(string text, bool plain, int line) : YamlNode(line)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = plain;

    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");

    public bool? Truth => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>Integers in base 10, 16 and 8, and decimals; an exponent needs a point, so that a hash such as 12e45 stays a text.</summary>
    public bool TryNumber(out decimal number)
    {
        number = 0;
        if (!IsPlain || Text.Length is 0 or > 30) return false;
        if (Text.StartsWith("0x", StringComparison.Ordinal))
        {
            if (!ulong.TryParse(Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)) return false;
            number = bits;
            return true;
        }

        var last = Text[^1];
        if (!char.IsAsciiDigit(last) && last != '.') return false;
        if (Text.AsSpan().IndexOfAnyExcept("0123456789+-.eE") >= 0) return false;
        var styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (Text.Contains('.', StringComparison.Ordinal)) styles |= NumberStyles.AllowExponent;
        return decimal.TryParse(Text, styles, CultureInfo.InvariantCulture, out number);
    }
}

sealed class YamlMap(int line) : YamlNode(line)
{
    readonly Dictionary<string, YamlNode> _byKey = new(StringComparer.Ordinal);

    public List<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = [];

    public bool Add(YamlScalar key, YamlNode value)
    {
        if (!_byKey.TryAdd(key.Text, value)) return false;
        Entries.Add(new(key, value));
        Weight += 1 + value.Weight;
        return true;
    }

    public bool TryGet(string key, [NotNullWhen(true)] out YamlNode? value) => _byKey.TryGetValue(key, out value);

    public YamlNode? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The text of a scalar under a key; null when it is absent, null or no scalar.</summary>
    public string? Text(string key) => Find(key) is YamlScalar { IsNull: false } scalar ? scalar.Text : null;

    /// <summary>A copy in which the entries of <paramref name="other"/> win, maps merged deeply.</summary>
    public YamlMap MergedWith(YamlMap other)
    {
        var merged = new YamlMap(other.Line);
        foreach (var (key, value) in Entries)
            merged.Add(key, !other.TryGet(key.Text, out var over) ? value : value is YamlMap mine && over is YamlMap theirs ? mine.MergedWith(theirs) : over);
        foreach (var (key, value) in other.Entries) merged.Add(key, value);
        return merged;
    }

    public YamlMap Without(string key)
    {
        var rest = new YamlMap(Line);
        foreach (var (name, value) in Entries)
            if (name.Text != key)
                rest.Add(name, value);
        return rest;
    }
}
