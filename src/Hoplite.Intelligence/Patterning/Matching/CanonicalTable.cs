using System.Globalization;

namespace Hoplite.Intelligence.Patterning;

/// <summary>The canonical decompositions and combining classes of Unicode, from <c>content/unicode/canonical.txt</c>.</summary>
sealed class CanonicalTable
{
    readonly List<(int First, int Last, int Class)> _classes = [];

    /// <summary>What a character falls into; the second part 0 when there is only one.</summary>
    public Dictionary<int, (int First, int Second)> Decompositions { get; } = [];

    /// <summary>What two characters become together.</summary>
    public Dictionary<(int First, int Second), int> Compositions { get; } = [];

    /// <summary>The combining class; 0 for what begins a new cluster.</summary>
    public int Class(int rune)
    {
        if (rune < 0x300) return 0;
        var (low, high) = (0, _classes.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last, mark) = _classes[middle];
            if (rune < first) high = middle - 1;
            else if (rune > last) low = middle + 1;
            else return mark;
        }

        return 0;
    }

    /// <summary>Reads the table of this build.</summary>
    public static CanonicalTable Load()
    {
        var table = new CanonicalTable();
        using var stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream("unicode/canonical.txt")!;
        using var lines = new StreamReader(stream);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var parts = line.Split(' ');
            var (code, first) = (Hex(parts[1]), Hex(parts[2]));
            if (parts[0] == "c")
            {
                table._classes.Add((code, first, int.Parse(parts[3], CultureInfo.InvariantCulture)));
                continue;
            }

            var second = parts.Length > 3 ? Hex(parts[3]) : 0;
            table.Decompositions[code] = (first, second);
            if (parts[0] == "d" && second != 0) table.Compositions[(first, second)] = code;
        }

        return table;
    }

    static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
