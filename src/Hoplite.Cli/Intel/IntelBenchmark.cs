using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Poisoning;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Trusting;
using Spectre.Console;

namespace Hoplite.Cli.Intel;

/// <summary><c>hoplite intel benchmark</c>: how much poison a community of this build takes in when members lie, beside simpler policies.</summary>
static class IntelBenchmark
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var seeds = new Option<int[]>("--seed") { Description = "The seeds of the scenarios; the published ones when none is named.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("benchmark", "Measure how much poison gets in when members of a community lie, and how much truth comes through.") { format, seeds };
        command.SetAction((parsed, cancellation) =>
        {
            var used = parsed.GetValue(seeds) is { Length: > 0 } given ? given : PoisoningBenchmark.Seeds;
            var outcomes = PoisonAttack.Published.Select(a => (a.Name, Outcome: PoisoningBenchmark.Run(a, used, cancellation: cancellation))).ToArray();
            var hostile = HostileBundles.Run(PatternNames.Of, o => StixReader.ReadObject(o).Problem?.ToString(), cancellation);
            if (parsed.GetValue(format) == "json") Json(used, outcomes, hostile);
            else Show(used, outcomes, hostile);
            return Task.FromResult(outcomes.Any(o => o.Outcome.Blocked > 0) || hostile.Any(h => h.Harm + h.Blocks > 0) ? ExitCode.Findings : ExitCode.Fine);
        });
        return command;
    }

    static void Show(IReadOnlyList<int> seeds, (string Name, PoisonOutcome Outcome)[] outcomes, IReadOnlyList<HostileFamily> hostile)
    {
        string[] baselines = [.. outcomes[0].Outcome.Baselines.Keys];
        var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape("truth matched / poison matched, %; seeds " + string.Join(' ', seeds))).AddColumns(["attack", "Hoplite", .. baselines, "blocked"]);
        foreach (var (name, outcome) in outcomes) table.AddRow([Markup.Escape(name), Pair(outcome.Ours), .. baselines.Select(b => Pair(outcome.Baselines[b])), outcome.Blocked.ToString(CultureInfo.InvariantCulture)]);
        var families = new Table().Border(TableBorder.Simple).Title("bundles of hostile members").AddColumns("family", "bundles", "harm", "blocks");
        foreach (var family in hostile) families.AddRow(Markup.Escape(family.Name), Text(family.Bundles), Text(family.Harm), Text(family.Blocks));
        AnsiConsole.Write(table);
        AnsiConsole.Write(families);
    }

    static void Json(IReadOnlyList<int> seeds, (string Name, PoisonOutcome Outcome)[] outcomes, IReadOnlyList<HostileFamily> hostile) => IntelView.Write(new JsonObject
    {
        ["seeds"] = new JsonArray([.. seeds.Select(s => (JsonNode)s)]),
        ["attacks"] = new JsonArray([.. outcomes.Select(o => (JsonNode)new JsonObject
        {
            ["name"] = o.Name, ["recall"] = o.Outcome.Ours.Recall, ["poison"] = o.Outcome.Ours.Poison, ["blocked"] = o.Outcome.Blocked,
            ["baselines"] = new JsonObject(o.Outcome.Baselines.Select(b => KeyValuePair.Create(b.Key, (JsonNode?)new JsonObject { ["recall"] = b.Value.Recall, ["poison"] = b.Value.Poison }))),
        })]),
        ["hostile"] = new JsonArray([.. hostile.Select(h => (JsonNode)new JsonObject { ["family"] = h.Name, ["bundles"] = h.Bundles, ["harm"] = h.Harm, ["blocks"] = h.Blocks })]),
    });

    static string Pair(PoisonShares shares) => string.Create(CultureInfo.InvariantCulture, $"{shares.Recall * 100:0}/{shares.Poison * 100:0.#}");

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
