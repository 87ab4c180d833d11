using System.Globalization;

namespace Hoplite.Store.Pipeline;

/// <summary>How a place in the spool is named where files are named otherwise: <c>source@position</c>.</summary>
public static class SpoolPath
{
    /// <summary>The name of a delivery.</summary>
    public static string Of(string source, long position) => string.Create(CultureInfo.InvariantCulture, $"{source}@{position}");

    /// <summary>The source and position of a name; null when it is none of these.</summary>
    public static (string Source, long Position)? Parse(string path)
    {
        var at = path.LastIndexOf('@');
        return at > 0 && long.TryParse(path.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (path[..at], position) : null;
    }
}
