namespace Hoplite.Response.Cacao;

/// <summary>The playbooks that may run here, each with what is wrong with it.</summary>
/// <param name="entries">The playbooks.</param>
public sealed class PlaybookLibrary(IEnumerable<LibraryEntry> entries)
{
    readonly IReadOnlyList<LibraryEntry> _entries = [.. entries];

    /// <summary>All that was read, in order of the file names.</summary>
    public IReadOnlyList<LibraryEntry> Entries => _entries;

    /// <summary>Reads every <c>*.json</c> below a folder that looks like a playbook; what cannot be read is an entry with its problem.</summary>
    /// <param name="folder">The folder; one that does not exist holds nothing.</param>
    /// <param name="now">The time, UTC.</param>
    public static PlaybookLibrary ReadFolder(string folder, DateTimeOffset now)
    {
        if (!Directory.Exists(folder)) return new PlaybookLibrary([]);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint };
        LibraryEntry[] entries = [.. Directory.EnumerateFiles(folder, "*.json", options).Order(StringComparer.Ordinal).Select(path => Read(path, now))];
        return new PlaybookLibrary(entries.GroupBy(e => e.Playbook?.Id ?? e.File, StringComparer.Ordinal).SelectMany(Unique).OrderBy(e => e.File, StringComparer.Ordinal));
    }

    /// <summary>A library of playbooks that are in memory already.</summary>
    public static PlaybookLibrary Of(IEnumerable<Playbook> playbooks, DateTimeOffset now) =>
        new(playbooks.Select(p => new LibraryEntry(p.Id, p, PlaybookChecks.Run(p, p.Id, now))));

    /// <summary>The playbook of an id without errors; null when there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">Its time of modification; null for the latest.</param>
    public Playbook? Find(string id, DateTimeOffset? version = null) =>
        _entries.Where(e => e.IsUsable && e.Playbook!.Id == id && (version is null || e.Playbook.Modified == version)).Select(e => e.Playbook).MaxBy(p => p!.Modified);

    static LibraryEntry Read(string path, DateTimeOffset now)
    {
        try
        {
            var reading = PlaybookReader.ReadFile(path);
            return new LibraryEntry(path, reading.Playbook, reading.Playbook is { } playbook ? PlaybookChecks.Run(playbook, path, now) : reading.Problems);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return new LibraryEntry(path, null, [new PlaybookProblem(path, "", "file", ProblemSeverity.Error, $"the file cannot be read: {wrong.Message}")]);
        }
    }

    static IEnumerable<LibraryEntry> Unique(IGrouping<string, LibraryEntry> same)
    {
        var seen = new Dictionary<DateTimeOffset, string>();
        foreach (var entry in same)
            yield return entry.Playbook is { } playbook && !seen.TryAdd(playbook.Modified, entry.File)
                ? entry with { Problems = [.. entry.Problems, new PlaybookProblem(entry.File, "/id", "library", ProblemSeverity.Error, $"this version of the playbook is in {seen[playbook.Modified]} already")] }
                : entry;
    }
}

/// <summary>One playbook of a library.</summary>
/// <param name="File">Where it is from.</param>
/// <param name="Playbook">The playbook; null when it cannot be read.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record LibraryEntry(string File, Playbook? Playbook, IReadOnlyList<PlaybookProblem> Problems)
{
    /// <summary>Whether it can run as far as can be told without running it.</summary>
    public bool IsUsable => Playbook is not null && Problems.All(p => p.Severity != ProblemSeverity.Error);
}
