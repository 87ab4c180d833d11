using System.CommandLine;
using System.Text.Json;
using Hoplite.Agents.Drill;
using Hoplite.Cli.Terminal;
using Hoplite.Guard.Gating;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite agents drill</c>: puts models in the hands of an attacker and counts what they achieve.</summary>
static class DrillCommand
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var episodes = new Option<int>("--episodes") { Description = "How many episodes.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<int>("--seed") { Description = "By what they are chosen; the same seed gives the same drill.", DefaultValueFactory = _ => 1 };
        var gate = new Option<string>("--gate") { Description = "on, or off to see what the same texts do to an agent without a gate.", DefaultValueFactory = _ => "on" };
        gate.AcceptOnlyFromAmong("on", "off");
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("drill", "Try what models in the hands of an attacker can do here: everything, with the real pipeline and injected logs, without touching anything.") { episodes, seed, gate, format };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(episodes), parsed.GetValue(seed), parsed.GetValue(gate) == "on", parsed.GetValue(format) == "json", cancellation));
        return command;
    }

    static async Task<int> RunAsync(int episodes, int seed, bool isGated, bool asJson, CancellationToken cancellation)
    {
        if (episodes is < 1 or > 10_000_000) throw new UsageException("--episodes is between 1 and 10000000");
        using var policies = CedarGatePolicies.Open(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "hoplite", "policy-engine"));
        DrillReport report;
        using (var bar = new ProgressLine("episodes", episodes)) report = await new DrillRun(policies, TimeProvider.System).RunAsync(episodes, seed, isGated, bar, cancellation);
        if (asJson) await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, Json));
        else DrillView.Write(report);
        return report.IsPassed ? ExitCode.Fine : ExitCode.Findings;
    }
}
