using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Hoplite.Response.Broking;

namespace Hoplite.Bench.Responding;

/// <summary>Kills a process that acts, at random points, again and again; afterwards nothing is stuck, nothing was done twice, and all is as before.</summary>
static partial class SuddenEnds
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(33);

    /// <summary>Kills so many times.</summary>
    public static int Run(int times)
    {
        var code = 1;

        // The namespace belongs to the thread, and to the processes it starts.
        var thread = new Thread(() => code = Unshare(0x40000000) < 0 ? Refused() : Kill(times));
        thread.Start();
        thread.Join();
        return code;
    }

    /// <summary>Acts until it is killed; what a process before it did last is tried again with the same keys.</summary>
    public static async Task<int> ActAsync(string folder)
    {
        using var site = new KillSite(folder);
        var number = site.Broker.Book.Newest(1) is [var last] ? int.Parse(last.Key.AsSpan(5), CultureInfo.InvariantCulture) : 0;
        await site.Broker.RecoverAsync(CancellationToken.None);
        _ = site.Broker.KeepLeasesAsync(CancellationToken.None);
        Console.WriteLine("ready");
        for (var again = Math.Max(0, number - 3); ; again++) await site.DoAsync(again);
    }

    // On one thread from beginning to end: others are not in the namespace.
    static int Kill(int times)
    {
        using var never = new ManualResetEventSlim();
        var folder = Directory.CreateTempSubdirectory("hoplite-kill-").FullName;
        var (random, killed) = (new Random(7), 0);
        var before = Ruleset();
        for (var i = 0; i < times; i++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(SuddenEnds).Assembly.Location, "respond-child", folder]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            if (child.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException("the process that acts did not begin");
            never.Wait(random.Next(1, 600));
            child.Kill();
            child.WaitForExit();
            killed++;
            if (killed % 50 == 0) Console.WriteLine($"{killed} killed");
        }

        using var site = new KillSite(folder);
        var left = site.Broker.Book.Live;
        site.Broker.RecoverAsync(CancellationToken.None).GetAwaiter().GetResult();
        var began = Stopwatch.GetTimestamp();
        while (site.Broker.Book.Live.Count > 0 && Stopwatch.GetElapsedTime(began) < Longest)
        {
            site.Broker.EndDueAsync().GetAwaiter().GetResult();
            never.Wait(50);
        }

        var runs = site.Broker.Book.Newest(int.MaxValue);
        var (repeated, effects) = Repeated(Path.Combine(folder, "effects.log"));
        var sinkhole = Path.Combine(folder, "sinkhole.hosts");
        var isClean = Ruleset() == before && (!File.Exists(sinkhole) || new FileInfo(sinkhole).Length == 0);
        Console.WriteLine($"{killed} kills, {runs.Count:N0} runs ({string.Join(", ", runs.GroupBy(r => r.State).Select(g => $"{g.Count():N0} {g.Key}"))}), {effects:N0} effects");
        Console.WriteLine($"left by the last one: {left.Count}; stuck: {site.Broker.Book.Live.Count}; keyed effects repeated while in effect: {repeated}; everything as before after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {(isClean ? "yes" : "NO")}");
        foreach (var note in runs.Where(r => r.State is ActionState.Failed or ActionState.Unknown).GroupBy(r => r.Note).OrderByDescending(g => g.Count()).Take(5)) Console.WriteLine($"  {note.Count():N0}: {note.Key}");
        Directory.Delete(folder, recursive: true);
        return site.Broker.Book.Live.Count == 0 && repeated == 0 && isClean ? 0 : 1;
    }

    // Done twice is: done, done again, and neither taken back nor seen to be gone between.
    static (int Repeated, int Effects) Repeated(string file)
    {
        var (inEffect, repeated, effects) = (new HashSet<string>(StringComparer.Ordinal), 0, 0);
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            var (what, key) = (line.Split(' ')[0], line.Split(' ')[1]);
            if (what != "acted")
            {
                inEffect.Remove(key);
                continue;
            }

            effects++;
            if (!inEffect.Add(key)) repeated++;
        }

        return (repeated, effects);
    }

    static string Ruleset()
    {
        using var nft = Process.Start(new ProcessStartInfo("nft", ["list", "ruleset"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = new char[1 << 20];
        return new string(text, 0, nft.StandardOutput.ReadBlock(text));
    }

    static int Refused()
    {
        Console.Error.WriteLine("a network namespace of its own needs root");
        return 2;
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
