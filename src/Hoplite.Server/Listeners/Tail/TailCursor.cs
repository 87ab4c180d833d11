using System.Globalization;

namespace Hoplite.Server.Listeners.Tail;

/// <summary>Where reading a file goes on: which file it was, and how far it was read.</summary>
/// <param name="Identity">A hash of its first bytes; stays the same when the file is renamed, differs when a new file takes its name.</param>
/// <param name="Head">How many bytes the hash is of.</param>
/// <param name="Offset">How far it was read, bytes.</param>
readonly record struct TailCursor(ulong Identity, int Head, long Offset)
{
    /// <summary>Reads a cursor; null when it is none.</summary>
    public static TailCursor? Parse(string text)
    {
        var parts = text.Split(' ');
        return parts.Length == 3
            && ulong.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var identity)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var head)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new TailCursor(identity, head, offset) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Identity:x16} {Head} {Offset}");
}
