using System.Globalization;
using System.Text;
using Hoplite.Detection.Matching;

namespace Hoplite.Detection.Indicators;

/// <summary>Millions of values of indicators, to be looked up in the fields of every event; immutable, look-ups allocate nothing.</summary>
public sealed class IndicatorTable
{
    readonly NetworkTable _version4, _version6;
    readonly TextTable _domains, _below, _urls, _hashes, _mails;

    IndicatorTable(IReadOnlyList<IndicatorEntry> entries, IEnumerable<IndicatorValue> values)
    {
        Entries = entries;
        var (version4, version6) = (new List<(UInt128, int, int)>(), new List<(UInt128, int, int)>());
        var texts = new Dictionary<IndicatorKind, List<(byte[], int)>>();
        foreach (var kind in Enum.GetValues<IndicatorKind>()) texts[kind] = [];
        foreach (var (kind, text, indicator) in values)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)indicator, (uint)entries.Count, nameof(values));
            if (kind == IndicatorKind.Address && TryNetwork(text.Trim(), out var address, out var length)) (address.IsVersion6 ? version6 : version4).Add((address.Bits, length, indicator));
            else if (kind != IndicatorKind.Address && IndicatorText.Of(kind, text) is { } form) texts[kind].Add((form, indicator));
            else Refused++;
        }

        (_version4, _version6) = (new NetworkTable(32, version4), new NetworkTable(128, version6));
        (_domains, _below) = (TextTable.Of(texts[IndicatorKind.Domain]), TextTable.Of(texts[IndicatorKind.DomainAndBelow]));
        (_urls, _hashes, _mails) = (TextTable.Of(texts[IndicatorKind.Url]), TextTable.Of(texts[IndicatorKind.Hash]), TextTable.Of(texts[IndicatorKind.Mail]));
    }

    /// <summary>A table without values.</summary>
    public static IndicatorTable Empty { get; } = new([], []);

    /// <summary>The indicators by their numbers.</summary>
    public IReadOnlyList<IndicatorEntry> Entries { get; }

    /// <summary>How many values there are.</summary>
    public int Count => _version4.Count + _version6.Count + _domains.Count + _below.Count + _urls.Count + _hashes.Count + _mails.Count;

    /// <summary>How many of the values given were not of their kind.</summary>
    public int Refused { get; }

    /// <summary>Makes a table.</summary>
    /// <param name="entries">The indicators; only those that may at least detect.</param>
    /// <param name="values">Their values; of equal values the first counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value names an indicator that is not there.</exception>
    public static IndicatorTable Build(IReadOnlyList<IndicatorEntry> entries, IEnumerable<IndicatorValue> values) => new(entries, values);

    /// <summary>The number of the indicator that lists a value; -1 when none does.</summary>
    /// <param name="kind">What the value is; a domain is also looked for under the names above it.</param>
    /// <param name="text">The value as UTF-8 text in any case.</param>
    public int Find(IndicatorKind kind, ReadOnlySpan<byte> text)
    {
        if (kind == IndicatorKind.Address) return FindAddress(text);
        if (kind == IndicatorKind.Hash && !IndicatorText.IsHash(text)) return -1;
        if (kind is IndicatorKind.Domain or IndicatorKind.DomainAndBelow) text = IndicatorText.Domain(text);
        var table = kind switch { IndicatorKind.Url => _urls, IndicatorKind.Hash => _hashes, IndicatorKind.Mail => _mails, _ => null };
        if (text.Length is 0 or > IndicatorText.Longest || table?.Count == 0) return -1;
        Span<byte> buffer = stackalloc byte[text.Length];
        var folded = buffer[..IndicatorText.Fold(text, buffer)];
        return table is not null ? table.Find(folded) : FindDomain(folded);
    }

    int FindAddress(ReadOnlySpan<byte> text)
    {
        if (!AddressText.TryParse(text, out var address)) return -1;

        // An IPv4 address written inside an IPv6 address is the IPv4 address.
        if (address.IsVersion6 && address.Bits >> 32 == 0xFFFF) address = new AddressText((uint)address.Bits, false);
        return (address.IsVersion6 ? _version6 : _version4).Find(address.Bits);
    }

    int FindDomain(ReadOnlySpan<byte> name)
    {
        if (_domains.Count > 0 && _domains.Find(name) is >= 0 and var exact) return exact;
        if (_below.Count == 0) return -1;
        for (var labels = 0; labels < 128; labels++)
        {
            if (_below.Find(name) is >= 0 and var found) return found;
            var dot = name.IndexOf((byte)'.');
            if (dot < 0) return -1;
            name = name[(dot + 1)..];
        }

        return -1;
    }

    static bool TryNetwork(string text, out AddressText address, out int length)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        length = 0;
        if (!AddressText.TryParse(Encoding.UTF8.GetBytes(slash < 0 ? text : text[..slash]), out address)) return false;
        length = address.IsVersion6 ? 128 : 32;
        return slash < 0 || (int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= length && (length = given) >= 0);
    }
}
