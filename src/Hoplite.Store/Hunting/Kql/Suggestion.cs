namespace Hoplite.Store.Hunting.Kql;

/// <summary>Finds the word that was probably meant.</summary>
static class Suggestion
{
    /// <summary>A hint that names the nearest word, or null when none is near.</summary>
    public static string? DidYouMean(string word, IEnumerable<string> words) => Nearest(word, words) is { } near ? $"did you mean {near}?" : null;

    /// <summary>The nearest of some words; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        if (word.Length > 80) return null;
        string? best = null;
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in words)
        {
            if (Math.Abs(candidate.Length - word.Length) >= least) continue;
            var distance = Distance(word, candidate, least);
            if (distance >= least) continue;
            least = distance;
            best = candidate;
        }

        return best;
    }

    // Edits between two words, without regard to case; stops at a limit.
    static int Distance(string a, string b, int limit)
    {
        Span<int> row = stackalloc int[81];
        if (b.Length > 80) return limit;
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + same);
                diagonal = above;
                least = Math.Min(least, row[j]);
            }

            if (least >= limit) return limit;
        }

        return row[b.Length];
    }
}
