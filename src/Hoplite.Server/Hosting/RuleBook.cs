using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Hosting;

/// <summary>The rules in use, and whether their files have changed since.</summary>
public sealed class RuleBook
{
    readonly RulesOptions _options;
    readonly TimeProvider _time;
    readonly string? _fetched;
    string _print;

    /// <summary>Reads the rules.</summary>
    /// <param name="options">Which ones.</param>
    /// <param name="data">The data folder, where fetched packs lie.</param>
    /// <param name="time">The clock.</param>
    public RuleBook(RulesOptions options, string data, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _fetched = options.Paths.Count > 0 ? null : new RuleStore(Path.Combine(data, "rules")).Current ?? RuleStore.Default.Current;
        _print = Print();
        Rules = Load();
        Loaded = time.GetUtcNow();
    }

    /// <summary>The rules in use.</summary>
    public RuleCollection Rules { get; private set; }

    /// <summary>When they were read.</summary>
    public DateTimeOffset Loaded { get; private set; }

    /// <summary>Reads the rules again if a file has changed.</summary>
    /// <returns>Whether there are other rules now.</returns>
    public bool Refresh()
    {
        var print = Print();
        if (print == _print) return false;
        Rules = Load();
        (_print, Loaded) = (print, _time.GetUtcNow());
        return true;
    }

    string[] Paths => [.. _options.Paths, .. _fetched is null ? Array.Empty<string>() : [_fetched]];

    RuleCollection Load()
    {
        // The first of two rules with the same id wins: what the user brought goes before what we ship.
        var files = RuleLibrary.Files(Paths.Where(Path.Exists));
        if (_options.Starter || Paths.Length == 0) files = files.Concat(RuleLibrary.Starter());
        return new RuleSelection { MinLevel = _options.Level }.Apply(RuleReader.Load(files, RuleOptions.Default));
    }

    string Print()
    {
        var print = new System.IO.Hashing.XxHash3();
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var path in Paths.Where(Path.Exists))
            foreach (var file in File.Exists(path) ? (IEnumerable<FileInfo>)[new FileInfo(path)] : new DirectoryInfo(path).EnumerateFiles("*.y*ml", options).OrderBy(f => f.FullName, StringComparer.Ordinal))
                print.Append(System.Text.Encoding.UTF8.GetBytes($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}\n"));
        return print.GetCurrentHashAsUInt64().ToString("x", System.Globalization.CultureInfo.InvariantCulture);
    }
}
