using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>
/// Has agents of Wazuh block an address or lock an account. The API says that agents were told, never that it worked, and has no way to take it back; so this
/// responder cannot either, and says so.
/// </summary>
public sealed class WazuhActiveResponse : IResponder, IDisposable
{
    readonly WazuhOptions _options;
    readonly WazuhApi _api;
    readonly EffectMemory _memory = new();

    /// <summary>Makes it.</summary>
    /// <param name="options">The manager.</param>
    /// <param name="secrets">The value of a secret by where it is kept.</param>
    /// <exception cref="FormatException">An agent or a command is none.</exception>
    public WazuhActiveResponse(WazuhOptions options, Func<string, string?> secrets)
    {
        if (options.Agents.Count == 0 || !options.Agents.All(a => a.Length is >= 3 and <= 8 && a.All(char.IsAsciiDigit))) throw new FormatException("wazuh: agents are named by their numbers, such as '001', and there is at least one");
        foreach (var command in new[] { options.Block, options.Disable }.OfType<string>())
        {
            if (command.TrimStart('!') is not { Length: > 0 and <= 64 } name || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) throw new FormatException("wazuh: a command is a name, such as firewall-drop600 or !firewall-drop");
            if (command[0] == '!' && options.TakenBackAfter is not null) throw new FormatException("wazuh: what begins with '!' is never taken back by Wazuh, so taken_back_after cannot be set");
        }

        (_options, _api) = (options, new WazuhApi(options, new RemoteAddress(secrets)));
        List<ActionKind> kinds = [];
        if (options.Block is not null) kinds.Add(ActionKind.BlockAddress);
        if (options.Disable is not null) kinds.Add(ActionKind.DisableAccount);
        Traits = new ResponderTraits("wazuh", kinds, Reversibility.None, IsRepeatable: false, "The API of a Wazuh manager; only Wazuh itself takes its commands back, after the time that is set there.");
    }

    /// <inheritdoc />
    public ResponderTraits Traits { get; }

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (Command(action) is null) return "it is not set to do this";
        if (action.Target.IsWide) return "it blocks single addresses only";
        if (_options.TakenBackAfter is null && !_options.Lasting) return "nothing would ever take it back; set taken_back_after, or allow that with lasting";
        if (_options.TakenBackAfter is { } end && end > action.Lease) return $"Wazuh takes it back after {end}, which is longer than {action.Lease}";
        return RemoteAddress.Problem(_api.Check);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) => Command(action) is null ? [] :
    [
        $"PUT {RemoteAddress.Shown(_options.Url)}/active-response?agents_list={string.Join(',', _options.Agents)} {Body(action).ToJsonString()}",
        _options.TakenBackAfter is { } end ? $"Wazuh itself takes it back after {end}; nothing else does" : "nothing takes it back",
    ];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new(new JsonObject());

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        // Who cannot log in has done nothing.
        _memory.Put(call.Key, Effect.Absent);
        var token = await _api.LogInAsync(cancellation).ConfigureAwait(false);
        _memory.Put(call.Key, Effect.Unknown);
        var answer = await _api.RunAsync(Body(call.Action), token, cancellation).ConfigureAwait(false);
        if (!answer.IsGood) _memory.Take(call.Key, answer, "wazuh", isGood: false);
        var told = WazuhApi.Told(answer);
        if (told == 0) _memory.Put(call.Key, Effect.Absent);
        if (told != _options.Agents.Count) throw new ResponderException($"wazuh: {told?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number"} of {_options.Agents.Count} agents were told");
        if (_options.TrustAnswer) _memory.Put(call.Key, Effect.Present);
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(_memory.Of(call.Key));

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _api.Dispose();

    string? Command(ProposedAction action) => action.Kind switch { ActionKind.BlockAddress => _options.Block, ActionKind.DisableAccount => _options.Disable, _ => null };

    JsonObject Body(ProposedAction action) => new()
    {
        ["command"] = Command(action),
        ["arguments"] = new JsonArray(),
        ["alert"] = new JsonObject { ["data"] = new JsonObject { [action.Kind == ActionKind.BlockAddress ? "srcip" : "dstuser"] = action.Target.Text } },
    };
}
