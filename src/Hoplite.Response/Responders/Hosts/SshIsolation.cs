using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Hosts;

/// <summary>Cuts a machine off by a packet filter of its own, over SSH. The machine ends it by itself when nobody does.</summary>
/// <param name="options">The machines.</param>
/// <param name="secrets">Gives a private key by where it is kept.</param>
/// <param name="clock">Says how much of a lease is left.</param>
public sealed class SshIsolation(SshIsolationOptions options, Func<string, string?> secrets, TimeProvider clock) : IResponder
{
    readonly Dictionary<string, SshHostOptions> _hosts = options.Hosts.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value, StringComparer.Ordinal);
    readonly IPAddress[] _lifelines = [.. options.Lifelines.Select(l => AddressForm.TryParse(l, out var address) ? address : throw new FormatException($"'{l}' is no address"))];

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("ssh-isolation", [ActionKind.IsolateHost, ActionKind.IsolateServer], Reversibility.Exact, IsRepeatable: true, "A login by SSH on a Linux machine with nft, as root or by sudo.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Target is not NamedTarget { Kind: TargetKind.Host, Name: var name }) return "it isolates machines only";
        if (action.Lease < TimeSpan.FromSeconds(1)) return "an isolation needs a lease of a second at least";
        if (!_hosts.ContainsKey(name)) return $"no login on {name} is set";
        return Shell(action).WhyNot() is { } reason ? $"{name}: {reason}" : null;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action)
    {
        var login = _hosts[((NamedTarget)action.Target).Name];
        var there = $"on {login.User}@{login.Address}";
        return
        [
            $"{there}: start a watchdog that ends the isolation after {action.Lease.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s",
            $"{there}: nft -f - (table {IsolationScript.Table}: drop all but loopback, port {login.Port} for this program, {(_lifelines.Length == 0 ? "and no lifelines" : string.Join<IPAddress>(", ", _lifelines))})",
            $"at the end {there}: nft delete table {IsolationScript.Table}, end the watchdog",
        ];
    }

    /// <inheritdoc />
    public async ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation)
    {
        var answer = (await Shell(action).RunAsync(IsolationScript.Look, cancellation).ConfigureAwait(false)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (answer is not [var from, var port, var table] || !AddressForm.TryParse(from, out var manager) || !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new ResponderException($"{action.Target.Text} does not say where this login comes from");
        if (table != "free") throw new ResponderException($"{action.Target.Text} has a table {IsolationScript.Table} already that is not of this action");
        return new JsonObject { ["id"] = Guid.NewGuid().ToString("N"), ["manager"] = manager.ToString(), ["port"] = (int)number };
    }

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        var left = (long)Math.Ceiling((call.Expires - clock.GetUtcNow()).TotalSeconds);
        if (left < 1) throw new ResponderException("the lease was over before the action began");
        var rules = IsolationScript.Rules(Id(call), IPAddress.Parse((string)call.Before["manager"]!), (int)call.Before["port"]!, _lifelines);
        await Shell(call.Action).RunAsync(IsolationScript.Cut(Id(call), left, rules), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) =>
        await Shell(call.Action).RunAsync(IsolationScript.Verify(Id(call)), cancellation).ConfigureAwait(false) switch
        {
            "present" => Effect.Present,
            "absent" => Effect.Absent,
            _ => Effect.Unknown,
        };

    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => await Shell(call.Action).RunAsync(IsolationScript.Undo(Id(call)), cancellation).ConfigureAwait(false);

    SshShell Shell(ProposedAction action) => _hosts.TryGetValue(((NamedTarget)action.Target).Name, out var host) ? new(host, secrets) : throw new ResponderException($"no login on {action.Target.Text} is set any more");

    static string Id(ResponderCall call) => (string)call.Before["id"]!;
}
