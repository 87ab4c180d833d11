using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Tells a system to act over HTTP, in the words of an operator: a request that acts, one that looks, one that takes back.</summary>
public sealed class HttpAction : IResponder, IDisposable
{
    static readonly HttpMethod[] Acting = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete];

    readonly HttpActionOptions _options;
    readonly RemoteAddress _addresses;
    readonly RemoteClient _client;
    readonly EffectMemory _memory = new();

    /// <summary>Makes it.</summary>
    /// <param name="name">Its name in the configuration.</param>
    /// <param name="options">Its requests.</param>
    /// <param name="secrets">The value of a secret by where it is kept.</param>
    /// <exception cref="FormatException">A request is none.</exception>
    public HttpAction(string name, HttpActionOptions options, Func<string, string?> secrets)
    {
        foreach (var step in new[] { options.Act, options.Undo }.OfType<HttpStepOptions>())
        {
            if (!Acting.Contains(new HttpMethod(step.Method.ToUpperInvariant()))) throw new FormatException($"http-api:{name}: {step.Method} is no method that acts");
            HttpTemplate.CheckAddress(step.Url);
            if (step.Body is { } body) HttpTemplate.CheckBody(body);
        }

        if (options.Verify is { } look)
        {
            HttpTemplate.CheckAddress(look.Url);
            if (look.Pointer is { } pointer && !JsonPointer.IsPointer(pointer)) throw new FormatException($"http-api:{name}: {pointer} is no JSON pointer");
        }

        (_options, _addresses, _client) = (options, new RemoteAddress(secrets), new RemoteClient(options.Authority, options.Patience));
        Traits = new ResponderTraits($"http-api:{name}", options.Kinds, options.Undo is null ? Reversibility.None : Reversibility.Compensated, IsRepeatable: false, "A system that is told over HTTPS what to do.");
    }

    /// <inheritdoc />
    public ResponderTraits Traits { get; }

    /// <inheritdoc />
    public string? Refuse(ProposedAction action) => Traits.Kinds.Contains(action.Kind) ? RemoteAddress.Problem(() => Headers("key")) : "it is not set to do this";

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
        [Line(_options.Act, action), .. _options.Verify is { } look ? [$"GET {HttpTemplate.Address(look.Url, action, "KEY")}"] : Array.Empty<string>(), _options.Undo is { } undo ? $"at the end: {Line(undo, action)}" : "nothing takes it back"];

    /// <inheritdoc />
    public async ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) =>
        new() { ["present"] = _options.Verify is { } look && await LookAsync(look, action, "before", cancellation).ConfigureAwait(false) == Effect.Present };

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        var answer = await SendAsync(_options.Act, call, RemoteAddress.Key(call.Key), cancellation).ConfigureAwait(false);
        var isGood = IsExpected(_options.Act, answer);

        // What was refused needs no taking back; the broker keeps this with the run.
        if (!isGood && answer.IsRefused) call.Before["refused"] = true;
        _memory.Take(call.Key, answer, Traits.Name, isGood);
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) =>
        _options.Verify is { } look ? LookAsync(look, call.Action, RemoteAddress.Key(call.Key), cancellation) : new(_memory.Of(call.Key));

    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        if (_options.Undo is not { } undo || (bool?)call.Before["present"] == true || (bool?)call.Before["refused"] == true) return;
        var answer = await SendAsync(undo, call, RemoteAddress.Key(call.Key + ":undo"), cancellation).ConfigureAwait(false);

        // What is not there any more is taken back.
        if (!IsExpected(undo, answer) && answer.Status is not (404 or 410)) throw new ResponderException($"{Traits.Name}: {answer.Said}");
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    static string Line(HttpStepOptions step, ProposedAction action) =>
        $"{step.Method.ToUpperInvariant()} {HttpTemplate.Address(step.Url, action, "KEY")}{(step.Body is { } body ? " " + HttpTemplate.Body(body, action, "KEY").ReplaceLineEndings(" ") : "")}";

    static bool IsExpected(HttpStepOptions step, RemoteAnswer answer) => answer.Outcome == RemoteOutcome.Answered && (step.Expect.Count == 0 ? answer.IsGood : step.Expect.Contains(answer.Status));

    Task<RemoteAnswer> SendAsync(HttpStepOptions step, ResponderCall call, string key, CancellationToken cancellation)
    {
        var own = RemoteAddress.Key(call.Key);
        return _client.SendAsync(new HttpMethod(step.Method.ToUpperInvariant()), HttpTemplate.Address(step.Url, call.Action, own), step.Body is { } body ? HttpTemplate.Body(body, call.Action, own) : null, Headers(key), cancellation);
    }

    async ValueTask<Effect> LookAsync(HttpLookOptions look, ProposedAction action, string key, CancellationToken cancellation)
    {
        var answer = await _client.SendAsync(HttpMethod.Get, HttpTemplate.Address(look.Url, action, key), null, Headers(null), cancellation).ConfigureAwait(false);
        if (!answer.IsGood) return answer.Outcome == RemoteOutcome.Answered && answer.Status is 404 or 410 ? Effect.Absent : Effect.Unknown;
        if (look.Pointer is not { } pointer) return Effect.Present;
        try
        {
            return JsonPointer.Find(JsonNode.Parse(answer.Body), pointer) == HttpTemplate.Text(look.Value, action, key) ? Effect.Present : Effect.Absent;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Effect.Unknown;
        }
    }

    Dictionary<string, string> Headers(string? key)
    {
        var headers = _options.Headers.ToDictionary(h => h.Key, h => RemoteAddress.IsReference(h.Value) ? _addresses.Secret(h.Value) : h.Value, StringComparer.OrdinalIgnoreCase);
        if (_options.Token is { } token) headers["Authorization"] = $"Bearer {_addresses.Secret(token)}";
        if (key is not null) headers["Idempotency-Key"] = key;
        return headers;
    }
}
