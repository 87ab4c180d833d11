using System.Globalization;

namespace Hoplite.Bench.Measuring;

/// <summary>A made log of which it is known who attacks in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Attackers">The addresses that attack; every other address in it is of ordinary people and programs.</param>
sealed record AttackLog(string Path, int Lines, IReadOnlySet<string> Attackers)
{
    /// <summary>Writes lines in the order of their time; the same lines give the same file.</summary>
    public static AttackLog Write(string name, IEnumerable<(DateTime Time, string Text)> lines, IReadOnlySet<string> attackers)
    {
        var path = System.IO.Path.Combine(BenchData.Scratch, name);
        var count = 0;
        using var writer = new StreamWriter(path);
        foreach (var (_, text) in lines.OrderBy(l => l.Time))
        {
            writer.Write(text);
            writer.Write('\n');
            count++;
        }

        return new AttackLog(path, count, attackers);
    }

    /// <summary>How many of those named attack, and how many of the attackers were named.</summary>
    public string Score(IReadOnlySet<string> named)
    {
        var right = named.Count(Attackers.Contains);
        return string.Create(CultureInfo.InvariantCulture, $"{right} of {Attackers.Count} attackers, {named.Count - right} others (precision {(named.Count == 0 ? 0 : (double)right / named.Count):0.00}, recall {(double)right / Attackers.Count:0.00})");
    }

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1(IReadOnlySet<string> named) => 2.0 * named.Count(Attackers.Contains) / (named.Count + Attackers.Count);
}
