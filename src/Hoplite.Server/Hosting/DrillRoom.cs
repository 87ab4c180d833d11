using System.Text.Json;
using Hoplite.Agents.Drill;

namespace Hoplite.Server.Hosting;

/// <summary>Runs drills beside the platform, one at a time, and keeps the last result. A drill has a ledger, cases and models of its own; it touches nothing here.</summary>
public sealed class DrillRoom : IDisposable
{
    /// <summary>The most episodes of a drill that runs beside detection.</summary>
    public const int MostEpisodes = 5_000;

    readonly Lock _gate = new();
    readonly CancellationTokenSource _closing = new();
    readonly Platform _platform;
    readonly AgentRoom _room;
    volatile DrillReport? _last;

    /// <summary>Finds the last result.</summary>
    public DrillRoom(Platform platform, AgentRoom room)
    {
        (_platform, _room) = (platform, room);
        try
        {
            if (File.Exists(Kept)) _last = JsonSerializer.Deserialize<DrillReport>(File.ReadAllBytes(Kept));
        }
        catch (Exception broken) when (broken is IOException or JsonException or UnauthorizedAccessException)
        {
            // Then there is no last result.
        }
    }

    /// <summary>The last result; null when there is none.</summary>
    public DrillReport? Last => _last;

    /// <summary>The drill that runs; null when none does.</summary>
    public (int Done, int Episodes, DateTimeOffset Started)? Running { get; private set; }

    /// <summary>Why the last one came to no end; null when it did.</summary>
    public string? Problem { get; private set; }

    string Kept => Path.Combine(_platform.Data, "agents", "last-drill.json");

    /// <summary>Begins one, unless one runs.</summary>
    /// <returns>Whether it began.</returns>
    public bool TryBegin(int episodes, int seed)
    {
        lock (_gate)
        {
            if (Running is not null) return false;
            Running = (0, episodes, _platform.Time.GetUtcNow());
        }

        _ = Task.Run(() => RunAsync(episodes, seed), CancellationToken.None);
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    async Task RunAsync(int episodes, int seed)
    {
        var cancellation = _closing.Token;
        try
        {
            var report = await new DrillRun(_room.Policies.IsReady ? _room.Policies : null, _platform.Time).RunAsync(episodes, seed, isGated: true, new Steps(this), cancellation).ConfigureAwait(false);
            _last = report;
            Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
            await File.WriteAllBytesAsync(Kept, JsonSerializer.SerializeToUtf8Bytes(report), cancellation).ConfigureAwait(false);
            Problem = null;
        }
        catch (Exception failed)
        {
            Problem = failed is OperationCanceledException ? "it was stopped before the end" : failed.Message;
        }
        finally
        {
            lock (_gate) Running = null;
        }
    }

    sealed class Steps(DrillRoom room) : IProgress<int>
    {
        public void Report(int value)
        {
            lock (room._gate)
                if (room.Running is { } running) room.Running = running with { Done = value };
        }
    }
}
