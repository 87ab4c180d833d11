using System.Globalization;
using Hoplite.Incidents.Reports;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Library;
using Spectre.Console;

namespace Hoplite.Cli.Terminal;

/// <summary>Shows results and hunts to a person.</summary>
static class HuntView
{
    const int LongestCell = 160;
    const int WidestTable = 9;

    /// <summary>Shows a result as a table; columns that are empty throughout are left out.</summary>
    public static void Show(HuntResult result)
    {
        if (result.Rows.Count > 0)
        {
            var shown = Enumerable.Range(0, result.Columns.Count).Where(i => result.Rows.Any(r => r[i] is not (null or ""))).ToArray();
            if (shown.Length > WidestTable) ShowBlocks(result, shown);
            else ShowTable(result, shown);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Rows.Count} {(result.Rows.Count == 1 ? "row" : "rows")} in {result.Elapsed.TotalSeconds:0.00} s{(result.Truncated ? "; there are more, raise --limit to see them" : "")}"));
    }

    static void ShowTable(HuntResult result, int[] shown)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var i in shown) table.AddColumn(new TableColumn(Markup.Escape(SafeText.OneLine(result.Columns[i].Name, 60))) { Alignment = result.Columns[i].Type is "long" or "real" ? Justify.Right : Justify.Left });
        foreach (var row in result.Rows) table.AddRow(shown.Select(i => Markup.Escape(SafeText.OneLine(HuntText.Of(row[i]), LongestCell))).ToArray());
        AnsiConsole.Write(table);
    }

    // Too many columns for a line: one block a row, with what is there.
    static void ShowBlocks(HuntResult result, int[] shown)
    {
        var width = shown.Max(i => SafeText.OneLine(result.Columns[i].Name, 30).Length);
        foreach (var row in result.Rows)
        {
            foreach (var i in shown)
                if (row[i] is not (null or "")) Console.WriteLine($"{SafeText.OneLine(result.Columns[i].Name, 30).PadRight(width)}  {SafeText.OneLine(HuntText.Of(row[i]), 1000)}");
            Console.WriteLine();
        }
    }

    /// <summary>Shows how a query was understood.</summary>
    public static void Explain(HuntQuery query)
    {
        Console.WriteLine(string.Join('\n', query.Kql.Split('\n').Select(l => SafeText.OneLine(l))));
        Console.WriteLine();
        Console.WriteLine("columns: " + string.Join(", ", query.Columns.Select(c => $"{SafeText.OneLine(c.Name, 60)} ({c.Type})")));
        Console.WriteLine();
        Console.WriteLine(string.Join('\n', query.Sql.Split('\n').Select(l => new string(' ', l.Length - l.TrimStart(' ').Length) + SafeText.OneLine(l.TrimStart(' '), 20_000))));
        foreach (var warning in query.Warnings) Console.Error.WriteLine($"hoplite: {SafeText.OneLine(warning, 300)}");
    }

    /// <summary>Lists hunts.</summary>
    public static int List(HuntLibrary library, string format)
    {
        if (format is "json" or "jsonl")
        {
            RulesView.WriteJson(library.Hunts.Select(h => new { h.Id, h.Name, h.Version, h.Title, Kind = h.Kind, h.Hypothesis, h.Techniques, h.Needs, h.Expected, h.Schedule, h.Disposition, h.Query }));
            return ExitCode.Fine;
        }

        foreach (var hunt in library.Hunts) Console.WriteLine($"{SafeText.OneLine(hunt.Name, 40),-30}  {hunt.Kind,-13}  {string.Join(' ', hunt.Techniques),-30}  {SafeText.OneLine(hunt.Title, 100)}");
        Console.WriteLine($"{library.Hunts.Count} hunts; 'hoplite hunt --hunt NAME PATH…' runs one");
        return ExitCode.Fine;
    }
}
