using System.Globalization;

namespace Hoplite.Guard.Transparency;

/// <summary>A tile of hashes, or a bundle of entries, under its path in C2SP tlog-tiles.</summary>
/// <param name="Level">Its level; <see cref="Entries"/> for a bundle.</param>
/// <param name="Index">Its place on the level.</param>
/// <param name="Width">How much of it there is, 1 to <see cref="Full"/>.</param>
readonly record struct TileName(int Level, long Index, int Width)
{
    /// <summary>The level of the bundles.</summary>
    public const int Entries = -1;

    /// <summary>Hashes or entries of a whole one.</summary>
    public const int Full = 256;

    /// <summary>The one at a place, of a ledger of a size; null when there is none.</summary>
    public static TileName? Of(int level, long index, long size)
    {
        var width = Math.Min(Full, (size >> (8 * Math.Max(level, 0))) - (index * Full));
        return width > 0 ? new TileName(level, index, (int)width) : null;
    }

    /// <summary>All that a ledger of a size needs, without those before a place on each level.</summary>
    public static IEnumerable<TileName> Needed(long size)
    {
        for (long i = 0; i * Full < size; i++) yield return Of(Entries, i, size)!.Value;
        for (var level = 0; size >> (8 * level) > 0; level++)
            for (long i = 0; i * Full < size >> (8 * level); i++) yield return Of(level, i, size)!.Value;
    }

    /// <summary>Whether a ledger of a size needs it.</summary>
    public bool IsNeeded(long size) => Level < 7 && Of(Level, Index, size) == this;

    /// <summary>The path below the folder of the ledger, with slashes.</summary>
    public string Path
    {
        get
        {
            var path = (Index % 1000).ToString("D3", CultureInfo.InvariantCulture);
            for (var rest = Index / 1000; rest > 0; rest /= 1000) path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{path}");
            var level = Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{path}{(Width == Full ? "" : $".p/{Width}")}");
        }
    }

    /// <summary>Reads a path.</summary>
    public static bool TryParse(string path, out TileName name)
    {
        name = default;
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile") return false;
        var level = Entries;
        if (parts[1] != "entries" && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out level)) return false;
        var width = Full;
        var last = parts.Length - 1;
        if (parts[last - 1].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[last], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= Full) return false;
            parts[--last] = parts[last][..^2];
        }

        var index = 0L;
        for (var i = 2; i <= last; i++)
        {
            if (!int.TryParse(parts[i].AsSpan(i == last || parts[i].Length == 0 ? 0 : 1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || index > long.MaxValue / 1_000_000) return false;
            index = (index * 1000) + digits;
        }

        name = new TileName(level, index, width);
        // There is one way to write a path; whatever does not come out as it went in is none.
        return name.Path == path;
    }
}
