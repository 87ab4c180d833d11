using System.CommandLine;
using System.Text.Json.Nodes;
using Hoplite.Cli.Responding;
using Hoplite.Incidents.Reports;
using Spectre.Console;

namespace Hoplite.Cli.Intel;

/// <summary><c>hoplite intel peers</c> and <c>sync</c>: the community of a running server.</summary>
static class IntelPeers
{
    static readonly Option<string> Server = new("--server") { Description = "The address of the running server.", DefaultValueFactory = _ => "http://127.0.0.1:8620", Recursive = true };
    static readonly Option<string?> TokenFile = new("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN.", Recursive = true };
    static readonly Option<string> Format = new("--format") { Description = "table or json.", DefaultValueFactory = _ => "table", Recursive = true };

    /// <summary>Makes the command about peers.</summary>
    public static Command CreatePeers()
    {
        Format.AcceptOnlyFromAmong("table", "json");
        return new Command("peers", "The community of a running server: who belongs, invite, join, expel, ask, compare.") { Server, TokenFile, Format, List(), Invite(), Join(), Expel(), Ask(), Compare() };
    }

    /// <summary>Makes the command that fetches.</summary>
    public static Command CreateSync()
    {
        var command = new Command("sync", "Fetch from feeds and peers now.") { Server, TokenFile, Format };
        Do(command, async (_, link, cancellation) => await link.PostAsync("intelligence/sync", new { }, cancellation), answer => Rows(answer["feeds"], "name", "new", "refused", "trouble"));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "Who belongs to the community.");
        Do(command, async (_, link, cancellation) => await link.GetAsync("intelligence/peers", cancellation), answer => Rows(answer as JsonArray ?? answer["peers"], null));
        return command;
    }

    static Command Invite()
    {
        var guest = new Argument<string>("identity") { Description = "The identity of who is invited." };
        var clearance = new Option<string>("--clearance") { Description = "The strictest marking they may see: clear, green, amber, amberstrict or red.", DefaultValueFactory = _ => "green" };
        clearance.AcceptOnlyFromAmong("clear", "green", "amber", "amberstrict", "red");
        var groups = new Option<string[]>("--group") { Description = "Sharing groups they belong to.", AllowMultipleArgumentsPerToken = true };
        var days = new Option<int>("--days") { Description = "How long the invitation holds.", DefaultValueFactory = _ => 7 };
        var command = new Command("invite", "Make an invitation for one other node.") { guest, clearance, groups, days };
        Do(command, async (parsed, link, cancellation) => await link.PostAsync("intelligence/invitations", new { guest = parsed.GetValue(guest), clearance = parsed.GetValue(clearance), groups = parsed.GetValue(groups) ?? [], days = parsed.GetValue(days) }, cancellation), answer => Console.WriteLine(SafeText.OneLine((string?)answer["text"], 10_000)));
        return command;
    }

    static Command Join()
    {
        var invitation = new Argument<string>("invitation") { Description = "The invitation, or a file that holds it." };
        var name = new Option<string>("--name") { Description = "What you are called there.", Required = true };
        var command = new Command("join", "Join the community of whoever made an invitation.") { invitation, name };
        Do(command, async (parsed, link, cancellation) => await link.PostAsync("intelligence/join", new { invitation = Text(parsed.GetValue(invitation)!), name = parsed.GetValue(name) }, cancellation), _ => Console.WriteLine("joined"));
        return command;
    }

    static Command Expel()
    {
        var identity = new Argument<string>("identity") { Description = "Who is sent away." };
        var command = new Command("expel", "Send a member away; what only they said is taken back.") { identity };
        Do(command, async (parsed, link, cancellation) => await link.DeleteAsync("intelligence/peers/" + Uri.EscapeDataString(parsed.GetValue(identity)!), cancellation), _ => Console.WriteLine("expelled"));
        return command;
    }

    static Command Ask()
    {
        var value = new Argument<string>("value") { Description = "An address, domain, web address, hash or mail address." };
        var command = new Command("ask", "Ask all members what they know of a thing; they learn that you asked.") { value };
        Do(command, async (parsed, link, cancellation) => await link.PostAsync("intelligence/questions", new { value = parsed.GetValue(value) }, cancellation), answer => Rows(answer["opinions"], "name", "opinion", "reliable", "trouble"));
        return command;
    }

    static Command Compare()
    {
        var name = new Argument<string>("name") { Description = "The name or identity of a member." };
        var command = new Command("compare", "Find out which attackers a member sees as well. Each learns only those, and how many others there are.") { name };
        Do(command, async (parsed, link, cancellation) => await link.PostAsync($"intelligence/peers/{Uri.EscapeDataString(await IdentityAsync(link, parsed.GetValue(name)!, cancellation))}/compare", new { }, cancellation), answer =>
        {
            Console.WriteLine($"{answer["common"]!.AsArray().Count} in common, of {(int)answer["ours"]!} of yours and {(int)answer["theirs"]!} of theirs");
            if (answer["common"] is JsonArray { Count: > 0 } common) Rows(common);
        });
        return command;
    }

    static async Task<string> IdentityAsync(ServerLink link, string name, CancellationToken cancellation)
    {
        var peers = (await link.GetAsync("intelligence/peers", cancellation)).AsArray().OfType<JsonObject>().Where(p => p["expelled"] is null && ((string?)p["identity"] == name || string.Equals((string?)p["name"], name, StringComparison.OrdinalIgnoreCase))).ToArray();
        return peers switch
        {
            [var one] => (string)one["identity"]!,
            [] => throw new UsageException($"no member is called '{SafeText.OneLine(name, 200)}'; see hoplite intel peers list"),
            _ => throw new UsageException($"several members are called '{SafeText.OneLine(name, 200)}'; give the identity"),
        };
    }

    static string Text(string given) => File.Exists(given) && new FileInfo(given).Length < 100_000 ? File.ReadAllText(given).Trim() : given.Trim();

    static void Do(Command command, Func<ParseResult, ServerLink, CancellationToken, Task<JsonNode>> ask, Action<JsonNode> show) => command.SetAction(async (parsed, cancellation) =>
    {
        using var link = ServerLink.Open(parsed.GetValue(Server)!, parsed.GetValue(TokenFile));
        var answer = await ask(parsed, link, cancellation);
        if (parsed.GetValue(Format) == "json") IntelView.Write(answer);
        else show(answer);
        return ExitCode.Fine;
    });

    // Whatever the server tells of each is shown, so that newer ones can tell more.
    static void Rows(JsonNode? list, params string[]? names)
    {
        var rows = (list as JsonArray ?? []).OfType<JsonObject>().ToArray();
        if (rows.Length == 0)
        {
            Console.WriteLine("there are none");
            return;
        }

        string[] columns = names is { Length: > 0 } ? names : [.. rows[0].Select(p => p.Key)];
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(IntelView.Safe(column, 40));
        foreach (var row in rows) table.AddRow([.. columns.Select(c => IntelView.Safe(row[c] switch { null => "", JsonValue v when v.TryGetValue<string>(out var text) => text, var other => other.ToJsonString() }, 200))]);
        AnsiConsole.Write(table);
    }
}
