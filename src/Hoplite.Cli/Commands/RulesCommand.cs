using System.CommandLine;
using Hoplite.Cli.Terminal;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite rules</c>: looks after rules.</summary>
static class RulesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("rules", "Check, list, test and fetch Sigma rules.") { Check(), List(), Test(), Coverage(), Update() };

    static Command Check()
    {
        var (command, rules, format, _, _) = Make("check", "Say of each rule whether it can match here, and if not, why.");
        var strict = new Option<bool>("--strict") { Description = "Fail when any rule cannot be used." };
        command.Add(strict);
        command.SetAction(parsed =>
        {
            var reports = RuleReport.Of(rules(parsed));
            if (parsed.GetValue(format) == "json") RulesView.WriteJson(reports);
            else RulesView.ShowCheck(reports);
            return parsed.GetValue(strict) && reports.Any(r => r.Compatibility == Compatibility.NotEvaluable) ? ExitCode.Findings : ExitCode.Fine;
        });
        return command;
    }

    static Command List()
    {
        var (command, rules, format, _, _) = Make("list", "List rules with level, status and log source.");
        command.SetAction(parsed =>
        {
            var collection = rules(parsed);
            if (parsed.GetValue(format) == "json") RulesView.WriteJson(collection.Rules.Select(r => new { r.Info.Id, r.Info.Title, Level = r.Info.Level.ToString(), r.Info.Status, LogSource = r.LogSource.ToString(), r.Info.Author, r.Info.Tags, r.Info.Path }));
            else RulesView.ShowList(collection);
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Test()
    {
        var (command, _, format, paths, options) = Make("test", "Run the test events beside each rule (NAME.test.json), or recorded evidence (info.yml).");
        command.SetAction((parsed, cancellation) =>
        {
            var results = RuleTestRun.Run(parsed.GetValue(paths) is { Length: > 0 } given ? given : null, options.Named(parsed), cancellation);
            if (parsed.GetValue(format) == "json") RulesView.WriteJson(results);
            else RulesView.ShowTests(results);
            return Task.FromResult(results.Any(r => r.Problems.Count > 0) ? ExitCode.Findings : ExitCode.Fine);
        });
        return command;
    }

    static Command Coverage()
    {
        var (command, rules, format, _, _) = Make("coverage", "Show how many rules there are for each ATT&CK technique, and how many of them can match here.");
        command.SetAction(parsed =>
        {
            var collection = rules(parsed);
            var coverage = RuleCoverage.Of(collection);
            if (parsed.GetValue(format) == "json") RulesView.WriteJson(coverage);
            else RulesView.ShowCoverage(coverage);
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Update()
    {
        var address = new Option<string?>("--url") { Description = "Archive of rules, zip or tar.gz; HOPLITE_RULES_URL when not given." };
        var checksum = new Option<string?>("--sha256") { Description = "Its checksum; fetched from the address with .sha256 behind it when not given." };
        var rollback = new Option<bool>("--rollback") { Description = "Go back to the pack before." };
        var command = new Command("update", "Fetch a pack of rules, check its checksum, and keep the pack before it.") { address, checksum, rollback };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
            var update = new RuleUpdate(RuleStore.Default, http);
            try
            {
                if (parsed.GetValue(rollback))
                {
                    update.Rollback();
                    Console.WriteLine("The pack before is in use again.");
                    return ExitCode.Fine;
                }

                var text = parsed.GetValue(address) ?? Environment.GetEnvironmentVariable("HOPLITE_RULES_URL") ?? throw new UsageException("say where to fetch rules from: --url ADDRESS or the variable HOPLITE_RULES_URL");
                if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw new UsageException($"'{SafeText.OneLine(text, 200)}' is no address");
                var rules = await update.RunAsync(uri, parsed.GetValue(checksum), cancellation);
                Console.WriteLine($"{rules.Rules.Length} rules are in use, {rules.Rejections.Length} could not be used ('hoplite rules check' says why). The pack before is kept.");
                return ExitCode.Fine;
            }
            catch (RuleUpdateException failure)
            {
                throw new UsageException(failure.Message);
            }
        });
        return command;
    }

    static (Command Command, Func<ParseResult, RuleCollection> Rules, Option<string> Format, Argument<string[]> Paths, RuleOptionsOnCommandLine Options) Make(string name, string description)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Folders or files of rules; the rules in use when not given.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var options = new RuleOptionsOnCommandLine();
        var command = new Command(name, description) { paths, format };
        options.AddTo(command);
        return (command, parsed => options.LoadAll(parsed, parsed.GetValue(paths) ?? []), format, paths, options);
    }
}
