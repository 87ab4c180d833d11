using System.Globalization;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Reads <c>added_after</c>, <c>limit</c>, <c>next</c> and <c>match[…]</c> of a query (TAXII 2.1 §3.4, §3.5).</summary>
static class FilterReader
{
    const int MostValues = 1_000;

    /// <summary>Reads a query.</summary>
    /// <param name="query">Names and values, each as decoded.</param>
    /// <param name="fields">Which <c>match</c> fields this endpoint knows; others are ignored, as are unknown names.</param>
    /// <param name="whenNoVersion">Which versions are meant when nothing is said.</param>
    /// <param name="takesProperties">Whether filters on properties (TAXII 2.1 interoperability) are taken.</param>
    /// <exception cref="TaxiiRefusal">A value is wrong (400).</exception>
    public static TaxiiFilter Read(IEnumerable<KeyValuePair<string, string>> query, FilterFields fields, VersionFilter whenNoVersion, bool takesProperties = false)
    {
        var filter = new TaxiiFilter { Versions = whenNoVersion };
        foreach (var (name, value) in query)
            filter = name switch
            {
                "added_after" when fields.HasFlag(FilterFields.AddedAfter) => filter with { AddedAfter = AddedAfter(value) },
                "match[id]" when fields.HasFlag(FilterFields.Id) => filter with { Ids = List(name, value) },
                "match[type]" when fields.HasFlag(FilterFields.Type) => filter with { Types = List(name, value) },
                "match[version]" when fields.HasFlag(FilterFields.Version) => filter with { Versions = Versions(List(name, value)) },
                "match[spec_version]" when fields.HasFlag(FilterFields.SpecVersion) => filter with { SpecVersions = List(name, value) },
                _ when takesProperties && name.StartsWith("match[", StringComparison.Ordinal) && name[^1] == ']' && PropertyFilter.Read(name[6..^1], value) is { } property => filter with { Properties = [.. filter.Properties, property] },
                _ => filter,
            };
        return filter;
    }

    /// <summary>Reads a limit.</summary>
    /// <param name="value">The limit; null when none is given.</param>
    /// <param name="cap">The most that is given.</param>
    /// <exception cref="TaxiiRefusal">It is no positive number (400).</exception>
    public static int Limit(string? value, int cap)
    {
        if (value is null) return cap;
        if (value.Length is 0 or > 1_000 || value.AsSpan().ContainsAnyExceptInRange('0', '9') || value.AsSpan().TrimStart('0').IsEmpty) throw new TaxiiRefusal(400, "limit must be a positive whole number");
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, cap) : cap;
    }

    // A finer time than we keep is rounded down: nothing between is lost, and what was added at exactly that microsecond is not given again.
    static long AddedAfter(string value) => TaxiiTime.Read(value) is { } time ? TaxiiTime.Micros(time) : throw new TaxiiRefusal(400, "added_after must be a time such as 2026-01-31T12:00:00.000000Z");

    static string[] List(string name, string value)
    {
        var values = value.Split(',', StringSplitOptions.TrimEntries);
        if (values.Length > MostValues || values.Contains("", StringComparer.Ordinal)) throw new TaxiiRefusal(400, $"{name} has an empty value, or more than {MostValues}");
        return values;
    }

    static VersionFilter Versions(string[] values)
    {
        var wanted = new VersionFilter(false, false, false, []);
        foreach (var value in values)
            wanted = value switch
            {
                "first" => wanted with { First = true },
                "last" => wanted with { Last = true },
                "all" => wanted with { All = true },
                _ when TaxiiTime.Read(value) is { } time => wanted with { Times = [.. wanted.Times, time.UtcTicks] },
                _ => throw new TaxiiRefusal(400, "match[version] must be first, last, all, or times such as 2026-01-31T12:00:00.000Z"),
            };
        return wanted;
    }
}

/// <summary>The filters an endpoint knows.</summary>
[Flags]
enum FilterFields
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>added_after</c>.</summary>
    AddedAfter = 1,

    /// <summary><c>match[id]</c>.</summary>
    Id = 2,

    /// <summary><c>match[type]</c>.</summary>
    Type = 4,

    /// <summary><c>match[version]</c>.</summary>
    Version = 8,

    /// <summary><c>match[spec_version]</c>.</summary>
    SpecVersion = 16,
}
