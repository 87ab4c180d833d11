using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>
/// Gives an OpenC2 command (CACAO 2.0 §5.8): over HTTP to an agent that has an address, or to what acts on this machine. Done is what the
/// response calls done (OpenC2 language 1.0 §3.3.2.1), not what HTTP does.
/// </summary>
/// <param name="secrets">The secret of a name; null when there is none.</param>
/// <param name="local">What acts on this machine: it gets the OpenC2 command and the call, whose key it must heed; null when nothing does.</param>
/// <param name="handler">What carries requests; null for the usual one.</param>
public sealed class OpenC2Runner(Func<string, string?> secrets, Func<JsonObject, CommandCall, ValueTask<CommandResult>>? local = null, HttpMessageHandler? handler = null) : ICommandRunner
{
    const string MediaType = "application/openc2+json;version=1.0";

    readonly HttpRequests _requests = new(secrets, handler);

    /// <inheritdoc />
    public CommandKind Kind => CommandKind.OpenC2Http;

    /// <summary>Whether an agent is this machine: it has no address, or the name <c>hoplite</c> as one.</summary>
    public static bool IsLocal(Party agent) => !HttpRequests.HasAddress(agent) || agent.Address("dname") == "hoplite";

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => IsLocal(Actuator(call)) || (Read(call)?["action"] is JsonValue action && action.TryGetValue<string>(out var name) && name == "query");

    /// <inheritdoc />
    public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        if (Read(call) is not { } command) return new CommandResult.Failed("the body is no OpenC2 command: a JSON object with an action and one target");
        if (IsLocal(Actuator(call))) return local is null ? new CommandResult.Failed("nothing on this machine takes OpenC2 commands") : await local(command, call);
        var headers = new Dictionary<string, IReadOnlyList<string>>(call.Command.Headers, StringComparer.OrdinalIgnoreCase) { ["X-Request-ID"] = [call.Key.ToString()] };
        var (problem, status, body) = await _requests.SendAsync(call with { Command = call.Command with { Headers = headers } }, MediaType, cancellation);
        if (problem is not null) return problem;
        var said = StatusOf(body) ?? (int)status;
        return said switch
        {
            102 => new CommandResult.Unknown("the actuator is still at it"),
            >= 200 and < 300 => CommandResult.Said(body, call),
            >= 300 and < 500 or 501 or 503 => new CommandResult.Failed($"the actuator answered {said}"),
            _ => new CommandResult.Unknown($"the actuator answered {said}, and the command may have had its effect"),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(CommandCall call) => [IsLocal(Actuator(call)) ? $"OpenC2 on this machine: {call.Command.Body}" : $"OpenC2 to {Actuator(call).Name}: {call.Command.Body}"];

    static Party Actuator(CommandCall call) => HttpRequests.HasAddress(call.Target) ? call.Target : call.Agent;

    /// <summary>The command in a message, which may be in the envelope of OpenC2 over HTTPS (1.1 §3.3.2).</summary>
    internal static JsonElement Opened(JsonElement message) =>
        message.Members("body").FirstOrDefault(m => m.Name == "openc2").Value.Members("request").Any() ? message.GetProperty("body").GetProperty("openc2").GetProperty("request") : message;

    static JsonObject? Read(CommandCall call)
    {
        try
        {
            using var document = JsonDocument.Parse(call.Command.Body, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
            var message = Opened(document.RootElement);
            return message.Text("action") is not null && message.Members("target").Count() == 1 ? JsonObject.Create(message.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static int? StatusOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return (int?)document.RootElement.Number("status");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
