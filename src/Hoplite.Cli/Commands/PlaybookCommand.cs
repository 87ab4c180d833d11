using System.CommandLine;
using System.Text.Json.Nodes;
using Hoplite.Cli.Responding;
using Hoplite.Incidents.Reports;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;
using Command = System.CommandLine.Command;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite playbook</c>: checks and rehearses CACAO playbooks, and runs them on a running server.</summary>
static class PlaybookCommand
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("playbook", "Check and rehearse CACAO 2.0 playbooks; run them on a running server.") { Check(), Test(), Run() };

    static Command Check()
    {
        var paths = new Argument<string[]>("path") { Description = "Files and folders with playbooks; the playbooks that ship when left out.", Arity = ArgumentArity.ZeroOrMore };
        var keys = new Option<FileInfo[]>("--key") { Description = "A public key (PEM) whose signatures on playbooks count; may be given several times.", DefaultValueFactory = _ => [] };
        var format = FormatOption();
        var command = new Command("check", "Check playbooks by the schemas of CACAO 2.0, for what schemas cannot see, and their signatures. Ends with 1 when one has an error.") { paths, keys, format };
        command.SetAction(parsed =>
        {
            var ring = PlaybookView.Keys(parsed.GetValue(keys)!);
            var entries = Read(parsed.GetValue(paths)!);
            if (parsed.GetValue(format) == "json") ResponseView.Json(PlaybookView.Json(entries, ring));
            else PlaybookView.Write(entries, ring);
            return entries.All(e => e.IsUsable) ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    static Command Test()
    {
        var file = new Argument<string>("playbook") { Description = "A file, or the name of a playbook that ships." };
        var (values, format) = (ValuesOption(), FormatOption());
        var command = new Command("test", "Rehearse a playbook: every way through it, the very commands, what is asked of people, how it is taken back. Nothing is done.") { file, values, format };
        command.SetAction(parsed =>
        {
            var playbook = Find(parsed.GetValue(file)!);
            var rehearsal = Rehearsal.Of(playbook, Values(parsed.GetValue(values)!), CommandRunners.All(new CommandSettings(_ => null, _ => null, Environment.CurrentDirectory)), TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(format) == "json")
                ResponseView.Json(new JsonObject { ["playbook"] = playbook.Id, ["refusal"] = rehearsal.Problem, ["lines"] = new JsonArray([.. Lines(rehearsal).Select(l => (JsonNode)l)]) });
            else
                foreach (var line in Lines(rehearsal)) Console.WriteLine(SafeText.OneLine(line, 1000));
            return rehearsal.Problem is null ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    static Command Run()
    {
        var id = new Argument<string>("playbook") { Description = "The id or name of a playbook of the server." };
        var incident = new Option<Guid?>("--incident") { Description = "For which incident; its things become values of the playbook's variables." };
        var server = new Option<string>("--server") { Description = "The address of the running server.", DefaultValueFactory = _ => "http://127.0.0.1:8620" };
        var token = new Option<string?>("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN." };
        var (values, format) = (ValuesOption(), FormatOption());
        var command = new Command("run", "Run a playbook on a running server and follow it until it ends or waits for a person. What it does still passes the gate.") { id, incident, values, server, token, format };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var link = ServerLink.Open(parsed.GetValue(server)!, parsed.GetValue(token));
            var all = await link.GetAsync("playbooks", cancellation);
            var wanted = parsed.GetValue(id)!;
            var found = all["items"]!.AsArray().FirstOrDefault(p => (string?)p!["id"] == wanted || (string?)p["name"] == wanted || (string?)p["file"] == wanted + ".json") ?? throw new UsageException($"the server has no playbook '{SafeText.OneLine(wanted, 100)}'");
            var begun = await link.PostAsync($"playbooks/{Uri.EscapeDataString((string)found["id"]!)}/run", new { incident = parsed.GetValue(incident), variables = Values(parsed.GetValue(values)!) }, cancellation);
            return await FollowAsync(link, (string)begun["run"]!, parsed.GetValue(format)!, cancellation);
        });
        return command;
    }

    static async Task<int> FollowAsync(ServerLink link, string run, string format, CancellationToken cancellation)
    {
        using var turn = new PeriodicTimer(Pause);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var detail = await link.GetAsync($"playbook-runs/{run}", cancellation);
            var state = (string)detail["run"]!["state"]!;
            if (format != "json")
                foreach (var step in detail["steps"]!.AsArray())
                    if (shown.Add($"{step!["id"]} {step["state"]}")) Console.WriteLine(SafeText.OneLine($"{step["state"],-10} {step["name"]}  {step["note"]}", 500));
            if (state is not ("running" or "waiting") || detail["steps"]!.AsArray().Any(s => (string?)s!["state"] == "approval"))
            {
                if (format == "json") ResponseView.Json(detail);
                else Console.WriteLine(SafeText.OneLine($"run {run}: {(state is "running" or "waiting" or "approval" ? "waits for a person" : state)} {detail["run"]!["note"]}", 500));
                return state is "failed" or "unknown" or "cancelled" ? ExitCode.Findings : ExitCode.Fine;
            }

            await turn.WaitForNextTickAsync(cancellation);
        }
    }

    static Option<string> FormatOption()
    {
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        return format;
    }

    static Option<string[]> ValuesOption() => new("--var") { Description = "A value of a variable: __name__=value.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };

    static Dictionary<string, string> Values(string[] pairs) => pairs.Select(p => p.Split('=', 2) is [var name, var value] ? (name, value) : throw new UsageException($"'{SafeText.OneLine(p, 100)}' is not written __name__=value")).ToDictionary(p => p.name, p => p.value, StringComparer.Ordinal);

    static string[] Lines(Rehearsal rehearsal) => rehearsal.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static IReadOnlyList<LibraryEntry> Read(string[] paths)
    {
        // Each for itself: whether two files hold the same playbook matters to a library, not to what they say.
        var now = TimeProvider.System.GetUtcNow();
        if (paths.Length == 0) return ShippedPlaybooks.Load(now);
        return [.. paths.SelectMany(IEnumerable<LibraryEntry> (path) => Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => One(f, now))] : File.Exists(path) ? [One(path, now)] : throw new UsageException($"there is no file or folder {SafeText.OneLine(path, 200)}"))];
    }

    static LibraryEntry One(string path, DateTimeOffset now)
    {
        var reading = PlaybookReader.ReadFile(path);
        return new LibraryEntry(path, reading.Playbook, reading.Playbook is { } playbook ? PlaybookChecks.Run(playbook, path, now) : reading.Problems);
    }

    static Playbook Find(string name)
    {
        var entry = File.Exists(name) ? One(name, TimeProvider.System.GetUtcNow()) : ShippedPlaybooks.Names.Contains(name) ? ShippedPlaybooks.Load(TimeProvider.System.GetUtcNow()).First(e => e.File == name + ".json") : throw new UsageException($"there is no file {SafeText.OneLine(name, 200)}, and no playbook of that name ships");
        return entry.Playbook ?? throw new UsageException(SafeText.OneLine(entry.Problems[0].ToString(), 500));
    }
}
