using System.Text.Json;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Cacao;

/// <summary>Looks whether commands say something that their runner could take.</summary>
static class CommandChecks
{
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context) =>
        playbook.Workflow.Values.OfType<ActionStep>().SelectMany(step => step.Commands.SelectMany((c, i) => Look(c, $"{JsonPointer.Of("workflow", step.Id, "commands")}/{i}").Concat(Form(c, $"{JsonPointer.Of("workflow", step.Id, "commands")}/{i}"))));

    static IEnumerable<PlaybookCheck.Finding> Form(Command command, string place)
    {
        if (command is { Kind: CommandKind.Sigma or CommandKind.Yara or CommandKind.Elastic or CommandKind.Jupyter or CommandKind.Kestrel, Base64: null, Text: not null }) yield return PlaybookCheck.Warning(place + "/command", "CACAO 2.0 wants this kind of command as command_b64; others may not run it so");
        if (command is { Kind: CommandKind.OpenC2Http, ContentBase64: null, Content: not null }) yield return PlaybookCheck.Warning(place + "/content", "CACAO 2.0 wants the body as content_b64; others may not run it so");
    }

    static IEnumerable<PlaybookCheck.Finding> Look(Command command, string place)
    {
        if (command.Text is null && command.Base64 is null)
        {
            yield return PlaybookCheck.Error(place, "the command has neither command nor command_b64");
            yield break;
        }

        if (Decoded(() => command.Words) is not { } words) yield return PlaybookCheck.Error(place + "/command_b64", "this is no Base64 of UTF-8 text");
        else if (command.Text is not null && command.Base64 is not null && Decoded(() => (command with { Text = null }).Words) != words) yield return PlaybookCheck.Error(place + "/command_b64", "it says something else than command");
        else if (words.Trim().Length == 0) yield return PlaybookCheck.Error(place, "the command is empty");
        else if (command.Kind is CommandKind.HttpApi or CommandKind.OpenC2Http && !IsRequest(words)) yield return PlaybookCheck.Error(place + "/command", "an HTTP command is a method, a path and a version, such as GET /status HTTP/1.1");
        if (Decoded(() => command.Body) is not { } body) yield return PlaybookCheck.Error(place + "/content_b64", "this is no Base64 of UTF-8 text");
        else if (command.Kind == CommandKind.OpenC2Http && !IsOpenC2(body)) yield return PlaybookCheck.Error(place, "the body is no OpenC2 command: a JSON object with an action and one target");
    }

    // With a placeholder in it, what stands there later decides.
    static bool IsRequest(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return VariableNames.Placeholders(words).Any() || (parts.Length is 2 or 3 && parts[0].All(char.IsAsciiLetter));
    }

    static bool IsOpenC2(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var message = OpenC2Runner.Opened(document.RootElement);
            return message.Text("action") is not null && message.Members("target").Count() == 1;
        }
        catch (JsonException)
        {
            return VariableNames.Placeholders(body).Any();
        }
    }

    static string? Decoded(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
