namespace Hoplite.Intelligence.Formats.Csaf.Cvss;

/// <summary>A vector of CVSS, taken apart.</summary>
/// <param name="Version"><c>2.0</c>, <c>3.0</c> or <c>3.1</c>.</param>
/// <param name="Values">Letters of the values by those of the metrics.</param>
sealed record CvssVector(string Version, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The metrics of its version.</summary>
    public IReadOnlyList<CvssMetric> Metrics => Version is "2.0" ? CvssMetrics.Second : CvssMetrics.Third;

    /// <summary>Takes a vector apart; null for what is none: an unknown metric or value, one twice, a required one missing.</summary>
    public static CvssVector? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= 512 }) return null;
        var version = text.StartsWith("CVSS:3.0/", StringComparison.Ordinal) ? "3.0" : text.StartsWith("CVSS:3.1/", StringComparison.Ordinal) ? "3.1" : "2.0";
        if (version is not "2.0") text = text[9..];
        var metrics = version is "2.0" ? CvssMetrics.Second : CvssMetrics.Third;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split('/'))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || metrics.FirstOrDefault(m => m.Short == part[..colon])?.Word(part[(colon + 1)..]) is null || !values.TryAdd(part[..colon], part[(colon + 1)..])) return null;
        }

        return metrics.All(m => !m.Required || values.ContainsKey(m.Short)) ? new CvssVector(version, values) : null;
    }

    /// <summary>The value of a metric; null where it is missing or undefined.</summary>
    public string? this[string metric] => Values.TryGetValue(metric, out var value) && value is not ("X" or "ND") ? value : null;

    /// <summary>Whether it has one of some metrics, undefined or not.</summary>
    public bool Has(params ReadOnlySpan<string> metrics)
    {
        foreach (var metric in metrics)
            if (Values.ContainsKey(metric)) return true;
        return false;
    }
}
