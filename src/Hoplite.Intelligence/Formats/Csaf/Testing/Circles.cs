namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Finds circles in what is made of what, in time that grows with the number of links.</summary>
static class Circles
{
    /// <summary>The things that lie on a circle, or on a way from one circle to another.</summary>
    /// <param name="parts">What each thing is made of.</param>
    public static HashSet<string> In(Dictionary<string, HashSet<string>> parts)
    {
        // What is made of nothing that is left goes, until nothing goes; then the same with the links turned around.
        var left = Trim(parts);
        var turned = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var whole in left) turned[whole] = new HashSet<string>(StringComparer.Ordinal);
        foreach (var whole in left)
            foreach (var part in parts[whole])
                if (turned.TryGetValue(part, out var wholes)) wholes.Add(whole);
        return Trim(turned);
    }

    static HashSet<string> Trim(Dictionary<string, HashSet<string>> parts)
    {
        var missing = parts.ToDictionary(p => p.Key, p => p.Value.Count(parts.ContainsKey), StringComparer.Ordinal);
        var wholes = parts.SelectMany(p => p.Value.Select(part => (Part: part, Whole: p.Key))).ToLookup(p => p.Part, p => p.Whole, StringComparer.Ordinal);
        var free = new Stack<string>(missing.Where(m => m.Value == 0).Select(m => m.Key));
        var left = parts.Keys.ToHashSet(StringComparer.Ordinal);
        while (free.TryPop(out var part))
        {
            left.Remove(part);
            foreach (var whole in wholes[part])
                if (--missing[whole] == 0) free.Push(whole);
        }

        return left;
    }
}
