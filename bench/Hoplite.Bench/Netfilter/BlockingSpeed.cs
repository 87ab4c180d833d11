using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Hoplite.Response.Netfilter;

namespace Hoplite.Bench.Netfilter;

/// <summary>How long blocking takes with 100,000 addresses blocked, in a network namespace of its own, beside the program <c>nft</c>.</summary>
static partial class BlockingSpeed
{
    const int Many = 100_000, Times = 5_000, TimesOfPeer = 20;

    static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    public static int Run()
    {
        var code = 1;

        // The namespace belongs to the thread, and is gone with it.
        var thread = new Thread(() => code = Unshare(0x40000000) < 0 ? Refused() : Measure());
        thread.Start();
        thread.Join();
        return code;
    }

    static int Measure()
    {
        using var filter = PacketFilter.Open();
        FilterElement[] many = [.. Enumerable.Range(0, Many).Select(i => Address(11, i))];
        FilterElement[] six = [.. Enumerable.Range(0, Many).Select(i => new FilterElement(new IPNetwork(new IPAddress([0x20, 1, 0x0d, 0xb8, .. new byte[8], .. BitConverter.GetBytes(i)]), 128), Lease, Lease))];
        FilterElement[] nets = [.. Enumerable.Range(0, Many).Select(i => new FilterElement(new IPNetwork(new IPAddress([(byte)(30 + (i >> 16)), (byte)(i >> 8), (byte)i, 0]), 24), Lease, Lease))];
        Cycle(filter, 200);
        var load = Time(() => filter.Put(FilterList.Blocked, many));
        Console.WriteLine($"load {Many:N0} IPv4 addresses in one transaction: {load:N0} ms, {Many / load * 1000:N0}/s (goal: 1000 ms)");
        var p99 = Cycle(filter, Times);
        Peer("nft add element, a process each, the same set", i => $"add element inet hoplite blocked4 {{ 192.0.2.{i} timeout 1h }}");
        var back = Time(() => Remove(filter));
        Console.WriteLine($"rollback, everything out and the table gone: {back:N0} ms (goal: 200 ms)");
        filter.Put(FilterList.Blocked, many);
        Console.WriteLine($"load {Many:N0} IPv6 addresses besides: {Time(() => filter.Put(FilterList.Blocked, six)):N0} ms");
        Console.WriteLine($"load {Many:N0} networks /24 besides: {Time(() => filter.Put(FilterList.Blocked, nets)):N0} ms");
        var with = Cycle(filter, Times);
        Peer("nft add element, a process each, the same sets", i => $"add element inet hoplite blocked4 {{ 198.51.100.{i} timeout 1h }}", 3);
        Console.WriteLine($"list all: {Time(() => filter.List(FilterList.Blocked)):N0} ms; rollback of all: {Time(() => Remove(filter)):N0} ms");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"add table inet peer\nadd set inet peer s {{ type ipv4_addr; flags timeout; }}\nadd element inet peer s {{ {string.Join(", ", many.Select(m => $"{m.Network.BaseAddress} timeout 1h"))} }}\n");
        Console.WriteLine($"nft -f with the same {Many:N0} IPv4 addresses: {Time(() => Nft($"-f {file}")):N0} ms");
        File.Delete(file);
        return load <= 1000 && Math.Max(p99, with) <= 5 && back <= 200 ? 0 : 1;
    }

    static void Remove(PacketFilter filter)
    {
        filter.Clear(FilterList.Blocked);
        if (!filter.RemoveIfEmpty()) throw new InvalidOperationException("the table is still there");
    }

    static double Cycle(PacketFilter filter, int times)
    {
        var put = new double[times];
        var take = new double[times];
        for (var i = 0; i < times; i++)
        {
            var network = Address(12, i).Network;
            put[i] = Time(() => filter.Put(FilterList.Blocked, network, Lease));
            take[i] = Time(() => filter.Take(FilterList.Blocked, network));
        }
        Array.Sort(put);
        Array.Sort(take);
        if (times == Times) Console.WriteLine($"one address, {times:N0} times: blocked p50 {put[times / 2]:N3} ms, p99 {put[times / 100 * 99]:N3} ms, longest {put[^1]:N2} ms; taken back p50 {take[times / 2]:N3} ms, p99 {take[times / 100 * 99]:N3} ms (goal: p99 5 ms)");
        return put[times / 100 * 99];
    }

    static void Peer(string what, Func<int, string> command, int times = TimesOfPeer)
    {
        var found = Enumerable.Range(1, times).Select(i => Time(() => Nft($"'{command(i)}'"))).Order().ToArray();
        Console.WriteLine($"{what}, {times} times: p50 {found[times / 2]:N0} ms, longest {found[^1]:N0} ms");
    }

    static void Nft(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"nft {arguments}"]))!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"nft {arguments[..Math.Min(80, arguments.Length)]} failed");
    }

    static FilterElement Address(byte first, int i) => new(new IPNetwork(new IPAddress([first, (byte)(i >> 16), (byte)(i >> 8), (byte)i]), 32), Lease, Lease);

    static double Time(Action what)
    {
        var begin = Stopwatch.GetTimestamp();
        what();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    static int Refused()
    {
        Console.Error.WriteLine("a network namespace of its own needs root");
        return 2;
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
