using System.Text;
using Hoplite.Server.Sources;
using Hoplite.Store.Spooling;

namespace Hoplite.Server.Tests.Listeners;

/// <summary>A spool in a scratch folder, with the door before it.</summary>
sealed class Workbench : IAsyncDisposable
{
    public Workbench(SpoolOptions? options = null)
    {
        Folder = Directory.CreateTempSubdirectory("hoplite-server-").FullName;
        Sources = new SourceBook(TimeProvider.System);
        Spool = Spool.Open(Path.Combine(Folder, "spool"), options ?? new SpoolOptions { MinFree = 0 });
        Intake = new Intake(Spool, Sources, TimeProvider.System);
    }

    public string Folder { get; }

    public SourceBook Sources { get; }

    public Spool Spool { get; private set; }

    public Intake Intake { get; private set; }

    /// <summary>Closes the spool and opens it again, as a restart does.</summary>
    public async Task RestartAsync()
    {
        await Spool.DisposeAsync();
        Spool = Spool.Open(Path.Combine(Folder, "spool"), new SpoolOptions { MinFree = 0 });
        Intake = new Intake(Spool, Sources, TimeProvider.System);
    }

    /// <summary>All deliveries so far.</summary>
    public List<Delivery> Deliveries()
    {
        using var reader = Spool.ReadFrom(0);
        var all = new List<Delivery>();
        while (reader.TryRead() is { } delivery) all.Add(delivery);
        return all;
    }

    /// <summary>All lines so far.</summary>
    public string[] Lines() => [.. Deliveries().SelectMany(d => Encoding.UTF8.GetString(d.Payload.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Completes when there are that many lines; the spool says when something arrives.</summary>
    public async Task<string[]> LinesAsync(int count)
    {
        while (true)
        {
            // Before one looks: what arrives after the look must end the waiting.
            var durable = Spool.Durable;
            if (Lines() is var lines && lines.Length >= count) return lines;
            await Spool.WaitAsync(durable, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
