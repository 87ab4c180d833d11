using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Cli.Hunting;

/// <summary>What was asked for.</summary>
sealed record HuntRequest(
    IReadOnlyList<string> Words, FileInfo? File, string? Hunt, IReadOnlyList<string> Folders, string Format, HuntOptions Options, bool Explain, bool ToSigma, bool List, string? Server, string? Token)
{
    const int LongestFile = 1 << 20;

    /// <summary>The query, and the paths that are left.</summary>
    public string Query(Hunt? hunt, out IReadOnlyList<string> paths)
    {
        paths = Words;
        if (hunt is not null && File is not null) throw new UsageException("--file and --hunt exclude each other");
        if (hunt is not null) return hunt.Query;
        if (File is { } file)
        {
            if (!file.Exists) throw new UsageException($"there is no query at {file.FullName}");
            if (file.Length > LongestFile) throw new UsageException($"the file {file.FullName} is too long for a query");
            return System.IO.File.ReadAllText(file.FullName);
        }

        if (Words.Count == 0) throw new UsageException("say what to look for: a query, --file or --hunt; 'hoplite hunt --list' shows the hunts there are");
        paths = [.. Words.Skip(1)];
        return Words[0];
    }
}
