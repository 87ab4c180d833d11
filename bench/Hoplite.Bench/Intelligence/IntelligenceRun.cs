using System.Globalization;
using Hoplite.Bench.Ratios;

namespace Hoplite.Bench.Intelligence;

/// <summary>How fast patterns and indicators are looked for, and attackers compared.</summary>
static class IntelligenceRun
{
    /// <summary>Measures everything and prints a table.</summary>
    /// <returns>1 when a goal is missed.</returns>
    public static int Run()
    {
        Console.WriteLine("| what | Hoplite | limit | ratio | goal |");
        Console.WriteLine("|---|---|---|---|---|");
        var missed = false;
        foreach (var ratio in PatternSpeed.Run().Concat(IntersectionSpeed.Run()).Concat(LadderSpeed.Run()).Concat(IndicatorSpeed.Run()))
        {
            missed |= ratio.Value < ratio.Goal;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ratio.What} | {ratio.Ours} | {ratio.Other} | {ratio.Value:0.##} | {(ratio.Goal is { } goal ? $"≥ {goal:0.##}" : "")}{(ratio.Value < ratio.Goal ? " **missed**" : "")} |"));
        }

        return missed ? 1 : 0;
    }
}
