using System.Text.Json;

namespace Hoplite.Response.Cacao;

/// <summary>Turns an object that fits the schema into a step.</summary>
static class StepMapping
{
    /// <summary>The eight types of steps (CACAO 2.0 §4.1).</summary>
    public static readonly string[] Kinds = ["start", "end", "action", "playbook-action", "parallel", "if-condition", "while-condition", "switch-condition"];

    public static Step Map(string id, JsonElement value)
    {
        Step step = value.Text("type") switch
        {
            "start" => new StartStep { Id = id },
            "end" => new EndStep { Id = id },
            "action" => new ActionStep(Commands(value), value.Text("agent") ?? "", value.Texts("targets"), value.Texts("in_args"), value.Texts("out_args")) { Id = id },
            "playbook-action" => new PlaybookActionStep(value.Text("playbook_id") ?? "", value.Time("playbook_version"), value.Texts("in_args"), value.Texts("out_args")) { Id = id },
            "parallel" => new ParallelStep(value.Texts("next_steps")) { Id = id },
            "if-condition" => new IfStep(value.Text("condition") ?? "", value.Text("on_true") ?? "", value.Text("on_false")) { Id = id },
            "while-condition" => new WhileStep(value.Text("condition") ?? "", value.Text("on_true") ?? "") { Id = id },
            "switch-condition" => new SwitchStep(value.Text("switch") ?? "", value.Members("cases").ToDictionary(c => c.Name, c => c.Value.ToString(), StringComparer.Ordinal)) { Id = id },
            _ => throw new InvalidDataException($"the step {id} is of no known kind"),
        };
        return step with
        {
            Name = value.Text("name"),
            Description = value.Text("description"),
            DelayMilliseconds = value.Number("delay"),
            TimeoutMilliseconds = value.Number("timeout"),
            Variables = PlaybookMapping.Variables(value, "step_variables"),
            Owner = value.Text("owner"),
            ExternalReferences = value.References(),
            OnCompletion = value.Text("on_completion"),
            OnSuccess = value.Text("on_success"),
            OnFailure = value.Text("on_failure"),
            Extensions = PlaybookMapping.Copy(value, "step_extensions"),
        };
    }

    static IReadOnlyList<Command> Commands(JsonElement value) =>
        value.TryGetProperty("commands", out var all) && all.ValueKind == JsonValueKind.Array ? [.. all.EnumerateArray().Select(Command)] : [];

    static Command Command(JsonElement value)
    {
        if (!CommandKinds.TryParse(value.Text("type") ?? "", out var kind)) throw new InvalidDataException($"there is no kind of command called {value.Text("type")}");
        return new Command(kind)
        {
            Text = value.Text("command"),
            Base64 = value.Text("command_b64"),
            Description = value.Text("description"),
            Version = value.Text("version"),
            Activity = value.Text("playbook_activity"),
            Headers = value.Members("headers").ToDictionary(h => h.Name, h => (IReadOnlyList<string>)[.. h.Value.EnumerateArray().Select(v => v.ToString())], StringComparer.OrdinalIgnoreCase),
            Content = value.Text("content"),
            ContentBase64 = value.Text("content_b64"),
            ExternalReferences = value.References(),
        };
    }
}
