using Hoplite.Server.Sources;

namespace Hoplite.Server.Listeners.Tail;

/// <summary>Follows all files that match some patterns; looks for new ones now and then.</summary>
/// <param name="patterns">Paths; <c>*</c> and <c>?</c> stand for anything within the last part.</param>
/// <param name="intake">Takes the lines.</param>
/// <param name="sources">Every file is a source.</param>
/// <param name="time">The clock.</param>
sealed class TailListener(IReadOnlyList<string> patterns, Intake intake, SourceBook sources, TimeProvider time)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    const int MostFiles = 512;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var tails = new Dictionary<string, FileTail>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                foreach (var path in patterns.SelectMany(Matching))
                    if (tails.Count < MostFiles && !tails.ContainsKey(path)) tails[path] = new FileTail(path, sources.Seen("file", path), intake);
                var more = false;
                foreach (var tail in tails.Values) more |= await tail.ReadAsync(cancellation).ConfigureAwait(false);
                if (!more) await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; cursors are in the spool.
        }
        finally
        {
            foreach (var tail in tails.Values) tail.Dispose();
        }
    }

    static IEnumerable<string> Matching(string pattern)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(pattern))!;
        var name = Path.GetFileName(pattern);
        if (!name.AsSpan().ContainsAny('*', '?')) return [Path.GetFullPath(pattern)];
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name).Where(f => !f.EndsWith(".gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [];
    }
}
