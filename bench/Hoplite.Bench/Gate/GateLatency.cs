using System.Diagnostics;
using Hoplite.Guard.Cedar;

namespace Hoplite.Bench.Gate;

/// <summary>How long the policies take: to start, with and without the compiled module, and to answer once they are warm.</summary>
static class GateLatency
{
    const int Questions = 20_000;

    public static int Run()
    {
        var cache = Directory.CreateTempSubdirectory("hoplite-bench-");
        try
        {
            Start("cold start, the module is compiled", cache.FullName).Dispose();
            using var engine = Start("start from the compiled module", cache.FullName);
            var begin = Stopwatch.GetTimestamp();
            using var policies = ShippedPolicies.Open(engine);
            Console.WriteLine($"read and validate the shipped policies: {Stopwatch.GetElapsedTime(begin).TotalMilliseconds:N0} ms");
            Answer(policies);
            DecisionLatency.Run(engine, cache.FullName);
            return 0;
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    static CedarEngine Start(string what, string cache)
    {
        var begin = Stopwatch.GetTimestamp();
        var engine = CedarEngine.Load(cache);
        Console.WriteLine($"{what}: {Stopwatch.GetElapsedTime(begin).TotalSeconds:N2} s");
        return engine;
    }

    static void Answer(CedarPolicies policies)
    {
        for (var i = 0; i < Questions / 10; i++) policies.IsAuthorized(GateQuestion.Block);
        var times = new double[Questions];
        var allowed = 0;
        for (var i = 0; i < Questions; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            if (policies.IsAuthorized(GateQuestion.Block).Allowed) allowed++;
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        }
        Array.Sort(times);
        Console.WriteLine($"{Questions:N0} questions, {allowed:N0} allowed: p50 {times[Questions / 2]:N0} µs, p99 {times[Questions / 100 * 99]:N0} µs, longest {times[^1]:N0} µs");
    }
}
