using System.CommandLine;
using Hoplite.Detection;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports;
using Hoplite.Telemetry.Simulation;
using Spectre.Console;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite demo</c>: the whole way on invented logs, clearly marked as such.</summary>
static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var format = new Option<ReportFormat>("--format") { Description = "table, json, jsonl, html, sarif or stix.", DefaultValueFactory = _ => ReportFormat.Table };
        var output = new Option<FileInfo?>("--out") { Description = "Write the report to this file." };
        var write = new Option<DirectoryInfo?>("--write") { Description = "Only write the logs, to this folder." };
        var scale = new Option<int>("--scale") { Description = "How many times the ordinary events happen.", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "See it work: an invented clinic, an ordinary day, one intrusion, scanned with the starter pack.") { format, output, write, scale };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(format), parsed.GetValue(output), parsed.GetValue(write), parsed.GetValue(scale), cancellation)));
        return command;
    }

    static int Run(ReportFormat format, FileInfo? output, DirectoryInfo? write, int scale, CancellationToken cancellation)
    {
        if (scale is < 1 or > 100_000) throw new UsageException("--scale wants a number from 1 to 100000");
        var scenario = Scenario.Demonstration();
        if (write is not null)
        {
            write.Create();
            Console.WriteLine($"{scenario.Notice}. {new Simulator(scenario).Write(write.FullName, scale)} events are in {write.FullName}.");
            return ExitCode.Fine;
        }

        var folder = Directory.CreateTempSubdirectory("hoplite-demo-");
        try
        {
            new Simulator(scenario).Write(folder.FullName, scale);
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).MarkupLine($"[black on yellow] {Markup.Escape(scenario.Notice)} [/]");
            var rules = RuleReader.Load(RuleLibrary.Starter(), RuleOptions.Default);
            ScanCommand.Run(new ScanCommand.Request([folder.FullName], rules, format, output, new DetectionOptions(), true, Environment.ProcessorCount) { Notice = scenario.Notice }, cancellation);
            return ExitCode.Fine;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
