using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>
/// Blocks an address or network by a decision in a local API of CrowdSec; every bouncer that follows it enforces it. CrowdSec ends the decision by itself when the
/// lease is over. Decisions that others made are left alone.
/// </summary>
public sealed class CrowdSecDecision : IResponder, IDisposable
{
    const string Origin = "hoplite";

    readonly CrowdSecOptions _options;
    readonly CrowdSecApi _api;
    readonly TimeProvider _clock;

    /// <summary>Makes it.</summary>
    /// <param name="options">Where the API is.</param>
    /// <param name="secrets">The value of a secret by where it is kept.</param>
    /// <param name="clock">Says how much of a lease is left.</param>
    public CrowdSecDecision(CrowdSecOptions options, Func<string, string?> secrets, TimeProvider clock) => (_options, _api, _clock) = (options, new CrowdSecApi(options, new RemoteAddress(secrets)), clock);

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("crowdsec", [ActionKind.BlockAddress], Reversibility.Compensated, IsRepeatable: true, "A local API of CrowdSec that knows this machine, and bouncers that follow it.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Kind != ActionKind.BlockAddress || action.Target is not AddressTarget) return "it blocks addresses and networks only";
        return action.Lease < TimeSpan.FromSeconds(1) ? "a block needs a lease of a second at least" : RemoteAddress.Problem(_api.Check);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
    [
        $"POST {RemoteAddress.Shown(_options.Url)}/v1/alerts: ban {Scope(action)} {action.Target.Text} for {Seconds(action.Lease)}, scenario {Scenario(action)}",
        $"at the end: DELETE {RemoteAddress.Shown(_options.Url)}/v1/decisions/ID for each decision of origin {Origin} on {action.Target.Text}",
    ];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new(new JsonObject());

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        var token = await _api.LogInAsync(cancellation).ConfigureAwait(false);
        var left = call.Expires - _clock.GetUtcNow();
        if (left < TimeSpan.FromSeconds(1)) throw new ResponderException("crowdsec: the lease is over");

        // One that lasts as long is the same effect; a second one would only fill the list.
        if ((await OursAsync(call.Action, token, cancellation).ConfigureAwait(false)).Any(d => d.Left >= left - TimeSpan.FromSeconds(2))) return;
        var answer = await _api.SendAsync(HttpMethod.Post, "alerts", new JsonArray(Alert(call.Action, left)), token, cancellation).ConfigureAwait(false);
        if (!answer.IsGood) throw new ResponderException($"crowdsec: the decision was {answer.Said}");
    }

    /// <inheritdoc />
    public async ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation)
    {
        var token = await _api.LogInAsync(cancellation).ConfigureAwait(false);
        return (await OursAsync(call.Action, token, cancellation).ConfigureAwait(false)).Count > 0 ? Effect.Present : Effect.Absent;
    }

    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        var token = await _api.LogInAsync(cancellation).ConfigureAwait(false);
        foreach (var (id, _) in await OursAsync(call.Action, token, cancellation).ConfigureAwait(false))
        {
            var answer = await _api.SendAsync(HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"decisions/{id}"), null, token, cancellation).ConfigureAwait(false);
            if (!answer.IsGood && answer.Status != 404) throw new ResponderException($"crowdsec: deleting decision {id} was {answer.Said}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _api.Dispose();

    // A machine may not read /decisions, which is for bouncers; the alerts have the decisions in them.
    async Task<IReadOnlyList<(long Id, TimeSpan Left)>> OursAsync(ProposedAction action, string token, CancellationToken cancellation)
    {
        var by = action.Target.IsWide ? "range" : "ip";
        var answer = await _api.SendAsync(HttpMethod.Get, $"alerts?{by}={Uri.EscapeDataString(action.Target.Text)}&has_active_decision=true&limit=0", null, token, cancellation).ConfigureAwait(false);
        if (!answer.IsGood) throw new ResponderException($"crowdsec: looking for decisions was {answer.Said}");
        List<(long, TimeSpan)> found = [];
        try
        {
            foreach (var decision in (CrowdSecApi.Read(answer) as JsonArray ?? []).SelectMany(a => a?["decisions"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if ((string?)decision["origin"] == Origin && (string?)decision["type"] == "ban" && (string?)decision["value"] == action.Target.Text && GoDuration.Read((string?)decision["duration"] ?? "") is { } left && left > TimeSpan.Zero)
                    found.Add(((long)decision["id"]!, left));
            }
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw new ResponderException("crowdsec: the list of alerts is in another form", wrong);
        }

        return found;
    }

    JsonObject Alert(ProposedAction action, TimeSpan left)
    {
        var (now, scope) = (_clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), Scope(action));
        var decision = new JsonObject { ["duration"] = Seconds(left), ["origin"] = Origin, ["scenario"] = Scenario(action), ["scope"] = scope, ["type"] = "ban", ["value"] = action.Target.Text };
        return new JsonObject
        {
            ["scenario"] = Scenario(action), ["scenario_hash"] = "", ["scenario_version"] = "", ["message"] = $"incident {action.Incident}", ["events_count"] = 1, ["start_at"] = now, ["stop_at"] = now,
            ["capacity"] = 0, ["leakspeed"] = "0s", ["simulated"] = false, ["events"] = new JsonArray(), ["source"] = new JsonObject { ["scope"] = scope, ["value"] = action.Target.Text }, ["decisions"] = new JsonArray(decision),
        };
    }

    static string Scope(ProposedAction action) => action.Target.IsWide ? "Range" : "Ip";

    static string Scenario(ProposedAction action) => $"hoplite/{action.Playbook}";

    static string Seconds(TimeSpan left) => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(left.TotalSeconds)}s");
}
