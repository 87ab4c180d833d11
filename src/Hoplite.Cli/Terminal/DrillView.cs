using System.Globalization;
using Hoplite.Agents.Drill;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Terminal;

/// <summary>Shows what a drill showed.</summary>
static class DrillView
{
    const int Wide = 96;

    /// <summary>Writes it.</summary>
    public static void Write(DrillReport report)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Episodes:N0} episodes, seed {report.Seed}, gate {(report.IsGated ? "on" : "OFF")}, {report.Elapsed.TotalSeconds:0} s"));
        Console.WriteLine(report.Policies is { } digest ? $"policies sha256:{digest[..16]}" : "this build has no engine for policies: nothing but looking is allowed");
        Console.WriteLine();
        foreach (var property in report.Properties)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{property.Id,-4} {State(property.State),-12} {property.Trials,10:N0} trials {property.Failures,8:N0} failed  {Bound(property)}"));
            Console.WriteLine($"     {property.Title}");
            if (property.Note.Length > 0) Console.WriteLine($"     ({SafeText.OneLine(property.Note, Wide * 3)})");
        }

        Console.WriteLine();
        foreach (var (name, value) in report.Figures) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {value:0.###}"));
        Console.WriteLine(report.IsPassed ? "Everything that was measured held." : "NOT everything held; see above.");
    }

    static string State(PropertyState state) => state switch { PropertyState.Held => "held", PropertyState.Broken => "BROKEN", _ => "not measured" };

    static string Bound(PropertyResult property) => property.Bound is { } bound ? string.Create(CultureInfo.InvariantCulture, $"at most {100 * bound:0.####} % at 95 %") : "";
}
