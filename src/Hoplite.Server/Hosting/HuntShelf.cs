using Hoplite.Store.Cases;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Server.Hosting;

/// <summary>The hunts that are kept: those of the program and of the folder <c>hunts</c> in the data folder; run on demand and when it is their time.</summary>
/// <param name="platform">The platform.</param>
/// <param name="room">Where they run.</param>
public sealed class HuntShelf(Platform platform, HuntRoom room)
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    readonly HuntRuns _runs = new(platform.Database);
    readonly Lock _gate = new();
    (string Print, HuntLibrary Library)? _read;

    /// <summary>All hunts, with the last run of each.</summary>
    public IReadOnlyList<(Hunt Hunt, HuntRun? Last)> All()
    {
        var last = _runs.Last();
        return [.. Load().Hunts.Select(h => (h, last.GetValueOrDefault(h.Id)))];
    }

    /// <summary>A hunt by its id or name; null when there is none.</summary>
    public Hunt? Find(string id) => Load().Find(id);

    /// <summary>Runs a hunt and keeps how it went.</summary>
    /// <param name="hunt">The hunt.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="actor">Who runs it.</param>
    /// <param name="cancellation">Stops it.</param>
    public HuntResult Run(Hunt hunt, HuntOptions options, string actor, CancellationToken cancellation)
    {
        var now = platform.Time.GetUtcNow();
        try
        {
            var result = room.Run(hunt.Query, options, cancellation);
            _runs.Add(new HuntRun(hunt.Id, now, actor, result.Rows.Count, result.Truncated, result.Elapsed));
            return result;
        }
        catch (Exception failed) when (failed is KqlException or TimeoutException or HuntRoomFullException)
        {
            _runs.Add(new HuntRun(hunt.Id, now, actor, 0, false, TimeSpan.Zero, failed.Message));
            throw;
        }
    }

    /// <summary>Runs hunts when it is their time, one after the other.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(Pause, platform.Time, cancellation).ConfigureAwait(false);
            foreach (var (hunt, last) in All())
            {
                var now = platform.Time.GetUtcNow();
                if (Every(hunt.Schedule) is not { } every || (last is not null && now - last.Time < every)) continue;
                try
                {
                    Run(hunt, new HuntOptions { From = now - every, Until = now, Timeout = LongestRun }, "hoplite", cancellation);
                }
                catch (Exception failed) when (failed is KqlException or TimeoutException or HuntRoomFullException)
                {
                    // How it went is kept and shown beside the hunt.
                }
            }
        }
    }

    /// <summary>The hunts there are now; read once, and again when a file of the folder has changed.</summary>
    public HuntLibrary Load()
    {
        var own = new DirectoryInfo(Path.Combine(platform.Data, "hunts"));
        lock (_gate)
        {
            var print = own.Exists ? string.Join('\n', own.EnumerateFiles("*.yaml", SearchOption.AllDirectories).Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal)) : "";
            if (_read is { } read && read.Print == print) return read.Library;
            var library = own.Exists ? HuntLibrary.Load(own.FullName) : HuntLibrary.Load();
            _read = (print, library);
            return library;
        }
    }

    static TimeSpan? Every(string schedule) => schedule switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        _ => null,
    };
}
