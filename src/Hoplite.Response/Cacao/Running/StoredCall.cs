using System.Text.Json;

namespace Hoplite.Response.Cacao.Running;

/// <summary>A call as it is kept in the journal, so that a second try is the same to the last character.</summary>
sealed record StoredCall(
    CommandKind Kind, string Text, Dictionary<string, string[]>? Headers, string? Body, string Agent, string Target,
    Dictionary<string, string[]>? AgentAddresses, Dictionary<string, string[]>? TargetAddresses, string? AgentPort, string? TargetPort, Dictionary<string, string>? Variables)
{
    static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The text of a call.</summary>
    public static string Write(CommandCall call) => JsonSerializer.Serialize(
        new StoredCall(
            call.Command.Kind, call.Command.Text, Copy(call.Command.Headers), call.Command.Body.Length == 0 ? null : call.Command.Body, call.Agent.Id, call.Target.Id,
            Copy(call.Agent.Addresses), Copy(call.Target.Addresses), call.Agent.Port, call.Target.Port, call.Variables.Count == 0 ? null : new Dictionary<string, string>(call.Variables)),
        Options);

    /// <summary>The call of a text, with all that does not change taken from one that is fresh.</summary>
    public static CommandCall Read(string text, CommandCall fresh)
    {
        var stored = JsonSerializer.Deserialize<StoredCall>(text, Options)!;
        return fresh with
        {
            Command = new ReadyCommand(stored.Kind, stored.Text, Copy(stored.Headers), stored.Body ?? ""),
            Agent = fresh.Agent with { Addresses = Copy(stored.AgentAddresses), Port = stored.AgentPort },
            Target = fresh.Target with { Addresses = Copy(stored.TargetAddresses), Port = stored.TargetPort },
            Variables = stored.Variables ?? [],
        };
    }

    static Dictionary<string, string[]>? Copy(IReadOnlyDictionary<string, IReadOnlyList<string>> all) => all.Count == 0 ? null : all.ToDictionary(a => a.Key, a => a.Value.ToArray());

    static Dictionary<string, IReadOnlyList<string>> Copy(Dictionary<string, string[]>? all) => all?.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)a.Value, StringComparer.Ordinal) ?? [];
}
