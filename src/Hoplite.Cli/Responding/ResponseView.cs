using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Approvals;
using Hoplite.Incidents.Reports;
using Spectre.Console;

namespace Hoplite.Cli.Responding;

/// <summary>Responses on a terminal. Everything that comes from the server is shown as text and nothing else.</summary>
static class ResponseView
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What waits, and what is in effect.</summary>
    public static void Board(JsonNode board, string format)
    {
        if (format == "json")
        {
            Json(board);
            return;
        }

        if (board["stopped"] is { } stopped) AnsiConsole.MarkupLineInterpolated($"[red bold]All actions were stopped by {Text(stopped["who"])}.[/]");
        var questions = new Table().Border(TableBorder.Simple).Title("waits for you").AddColumns("id", "what", "to", "for", "persons", "incident");
        foreach (var q in board["questions"]!.AsArray()) questions.AddRow(Cell(q!["id"]), Cell(q["action"]), Cell(q["target"]), Span((long?)q["leaseSeconds"] ?? 0), Cell(q["persons"]), Cell(q["incidentNumber"]));
        var active = new Table().Border(TableBorder.Simple).Title("in effect").AddColumns("id", "what", "to", "by", "state", "until");
        foreach (var a in board["active"]!.AsArray()) active.AddRow(Cell(a!["id"]), Cell(a["action"]), Cell(a["target"]), Cell(a["responder"]), Cell(a["state"]), Markup.Escape(Time(a["expires"])));
        AnsiConsole.Write(questions);
        AnsiConsole.Write(active);
        if (board["responders"]!.AsArray().Count == 0) AnsiConsole.MarkupLine("[yellow]Nothing here can act; set up 'response:' in hoplite.yaml.[/]");
    }

    /// <summary>A question, with all that is needed to answer it.</summary>
    public static void Question(JsonNode detail, ApprovalRequest request)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{request.Text}[/]");
        var until = request.Expires.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        AnsiConsole.MarkupLineInterpolated($"can be answered until {until}; {Text(detail["row"]!["persons"])} person(s) needed, approved by: {string.Join(", ", detail["given"]!.AsArray().Select(Text).DefaultIfEmpty("nobody"))}");
        if (detail["refusal"] is { } refusal) AnsiConsole.MarkupLineInterpolated($"[red]nothing here can do it: {Text(refusal)}[/]");
        if (detail["rehearsal"]!.AsArray().Count > 0) AnsiConsole.MarkupLine("what is done, and what takes it back:");
        foreach (var line in detail["rehearsal"]!.AsArray()) AnsiConsole.MarkupLineInterpolated($"  [grey]{Text(line)}[/]");
        var impact = detail["impact"]!;
        AnsiConsole.MarkupLineInterpolated($"in recent telemetry it would have touched {(impact["events"] is { } events ? Text(events) + " events" : "an unknown number of events")}{(impact["gap"] is { } gap ? $" ({Text(gap)})" : "")}");
        foreach (var machine in impact["machines"]!.AsArray().Take(5)) AnsiConsole.MarkupLineInterpolated($"  {Text(machine!["name"])}: {Text(machine["events"])} events");
    }

    /// <summary>An action.</summary>
    public static void Run(JsonNode run)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "");
        foreach (var name in new[] { "id", "action", "target", "responder", "state", "playbook", "started", "expires", "ended", "note", "decision" })
            if (run[name] is { } value && Text(value).Length > 0) table.AddRow(name, name is "started" or "expires" or "ended" ? Markup.Escape(Time(value)) : Cell(value));
        AnsiConsole.Write(table);
    }

    /// <summary>What stopping everything did.</summary>
    public static void Panic(JsonNode answer, string format) => Say($"all actions are stopped; {Text(answer["takenBack"])} were taken back, {Text(answer["left"])} are left", format, answer);

    /// <summary>One sentence.</summary>
    public static void Say(string sentence, string format, JsonNode? answer = null)
    {
        if (format == "json") Json(answer ?? new JsonObject { ["says"] = sentence });
        else AnsiConsole.MarkupLineInterpolated($"{sentence}");
    }

    /// <summary>For programs.</summary>
    public static void Json(JsonNode node) => Console.WriteLine(node.ToJsonString(Indented));

    /// <summary>Asks on the terminal; without one the answer is no.</summary>
    public static bool Confirms()
    {
        if (Console.IsInputRedirected) return false;
        AnsiConsole.Markup("Type [bold]yes[/] to approve exactly this: ");
        return Console.ReadLine()?.Trim() == "yes";
    }

    static string Cell(JsonNode? value) => Markup.Escape(Text(value));

    static string Text(JsonNode? value) => SafeText.OneLine(value switch { null => "", JsonValue v when v.TryGetValue<string>(out var text) => text, _ => value.ToJsonString() }, 300);

    // By the clock of whoever looks; programs get the exact time.
    static string Time(JsonNode? value) => DateTimeOffset.TryParse(Text(value), CultureInfo.InvariantCulture, out var time) ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : Text(value);

    static string Span(long seconds) => seconds >= 3600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600.0:0.#} h") : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min");
}
