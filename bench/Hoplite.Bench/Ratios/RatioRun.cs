using System.Globalization;

namespace Hoplite.Bench.Ratios;

/// <summary>Runs the comparisons and prints them as a table.</summary>
static class RatioRun
{
    static readonly (string Name, Func<IEnumerable<Ratio>> Run)[] All =
    [
        ("json", JsonScan.Run),
        ("cores", TwoCores.Run),
        ("evtx", EvtxReading.Run),
        ("sshd", SshdBruteForce.Run),
        ("crowdsec", AgainstCrowdSec.Run),
        ("literals", ManyLiterals.Run),
        ("correlation", CorrelationUpdates.Run),
        ("rules", RuleLoading.Run),
        ("hunt", HuntQueries.Run),
        ("ledger", LedgerWriting.Run),
    ];

    /// <summary>Runs those named, or all.</summary>
    /// <returns>0 when every goal was reached, 1 when one was missed, 2 for an unknown name.</returns>
    public static int Run(string[] names)
    {
        if (names.FirstOrDefault(n => !All.Any(a => a.Name == n)) is { } unknown)
        {
            Console.Error.WriteLine($"no comparison is called '{unknown}'; there are {string.Join(", ", All.Select(a => a.Name))}");
            return 2;
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}, AVX-512 {System.Runtime.Intrinsics.X86.Avx512BW.IsSupported}");
        Console.WriteLine();
        Console.WriteLine("| what | Hoplite | peer or limit | ratio | goal |");
        Console.WriteLine("|---|---|---|---|---|");
        var missed = false;
        foreach (var (_, run) in All.Where(a => names.Length == 0 || names.Contains(a.Name)))
            foreach (var ratio in run())
            {
                missed |= ratio.Value < ratio.Goal;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ratio.What} | {ratio.Ours} | {ratio.Other} | {ratio.Value:0.##} | {Goal(ratio)} |"));
            }

        return missed ? 1 : 0;
    }

    static string Goal(Ratio ratio) => ratio.Goal is not { } goal ? "" : string.Create(CultureInfo.InvariantCulture, $"≥ {goal:0.##}{(ratio.Value < goal ? " **missed**" : "")}");
}
