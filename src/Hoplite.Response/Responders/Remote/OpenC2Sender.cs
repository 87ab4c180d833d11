using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.OpenC2;

namespace Hoplite.Response.Responders.Remote;

/// <summary>
/// Has a consumer of OpenC2 deny addresses, machines or names. Each command says how long it lasts, so that the consumer ends it by itself; it is taken back by the
/// number of the rule that the consumer made.
/// </summary>
public sealed class OpenC2Sender : IResponder, IDisposable
{
    static readonly ActionKind[] Known = [ActionKind.BlockAddress, ActionKind.IsolateHost, ActionKind.SinkholeDomain];

    readonly OpenC2SenderOptions _options;
    readonly OpenC2Producer _producer;
    readonly Func<string, IReadOnlyList<IPAddress>> _machines;
    readonly TimeProvider _clock;
    readonly EffectMemory _memory = new();
    readonly List<X509Certificate2> _certificates = [];

    /// <summary>Makes it.</summary>
    /// <param name="name">Its name in the configuration.</param>
    /// <param name="options">The consumer.</param>
    /// <param name="machines">The addresses of a machine.</param>
    /// <param name="clock">Says how much of a lease is left.</param>
    /// <exception cref="FormatException">The consumer cannot be spoken to like this.</exception>
    public OpenC2Sender(string name, OpenC2SenderOptions options, Func<string, IReadOnlyList<IPAddress>> machines, TimeProvider clock)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0) throw new FormatException($"openc2:{name}: the address of a consumer is one of https without a user in it");
        if (options.Kinds.Except(Known).Any()) throw new FormatException($"openc2:{name}: it does {string.Join(", ", Known.Select(k => ActionTraits.Of(k).Name))} only");
        (_options, _machines, _clock) = (options, machines, clock);
        var (own, authority) = (PemFile.WithKey(options.Certificate), PemFile.Alone(options.Authority));
        _certificates.AddRange(new[] { own, authority }.OfType<X509Certificate2>());
        _producer = new OpenC2Producer(address, new ProducerOptions { Certificate = own, Authority = authority, HasEnvelope = options.Envelope, Name = "hoplite" }, clock);
        Traits = new ResponderTraits($"openc2:{name}", options.Kinds, Reversibility.Compensated, IsRepeatable: false, "A consumer of OpenC2 over HTTPS that tells the numbers of its rules.");
    }

    /// <inheritdoc />
    public ResponderTraits Traits { get; }

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (!Traits.Kinds.Contains(action.Kind)) return "it is not set to do this";
        if (action.Lease < TimeSpan.FromSeconds(1)) return "it needs a lease of a second at least";
        return action.Target is NamedTarget host && _machines(host.Name).Count == 0 ? $"no addresses of {host.Name} are set" : null;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
        [.. Targets(action).Select(t => $"POST {_options.Url}: {System.Text.Encoding.UTF8.GetString(OpenC2Writer.Command(Deny(t, action.Lease)))}"), _options.UndoByAllow ? "at the end: delete the rules by their numbers, or allow the same" : "at the end: delete the rules by their numbers"];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new(new JsonObject());

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        var left = call.Expires - _clock.GetUtcNow();
        if (left < TimeSpan.FromSeconds(1)) throw new ResponderException($"{Traits.Name}: the lease is over");
        var memory = new OpenC2Memory(call.Before);
        var number = 0;
        foreach (var target in Targets(call.Action))
        {
            // Kept before it is sent: when nothing comes back, it may have been done.
            memory.AddUnnumbered(Name(target));
            var key = RemoteAddress.Key(number++ == 0 ? call.Key : $"{call.Key}:{number}");
            var answer = await SendAsync(Deny(target, left), key, cancellation).ConfigureAwait(false);
            if (answer.Status is not (102 or 200 or 503)) memory.RemoveUnnumbered(Name(target));
            if (answer.Status != 200) throw new ResponderException($"{Traits.Name}: {Name(target)} was answered with status {answer.Status}");
            if (answer.Results?.RuleNumber is not { } rule) continue;
            memory.RemoveUnnumbered(Name(target));
            memory.Add(rule, call.Expires);
        }

        _memory.Put(call.Key, Effect.Present);
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(_memory.Of(call.Key));

    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        var (memory, now) = (new OpenC2Memory(call.Before), _clock.GetUtcNow());
        foreach (var (rule, ends) in memory.Rules)
        {
            if (ends <= now) continue;
            var answer = await SendAsync(SlpfCommands.Delete(rule), RemoteAddress.Key($"{call.Key}:undo:{rule}"), cancellation).ConfigureAwait(false);
            if (answer.Status is not (200 or 404)) throw new ResponderException($"{Traits.Name}: deleting rule {rule} was answered with status {answer.Status}");
        }

        // After a sudden end nothing is kept, and what was sent may have been done.
        var unnumbered = memory.Rules.Count == 0 && call.Before["unnumbered"] is null ? [.. Targets(call.Action).Select(Name)] : memory.Unnumbered;
        if (unnumbered.Count == 0 || call.Expires <= now) return;
        if (!_options.UndoByAllow) throw new ResponderException($"{Traits.Name}: the consumer told no number of a rule for {unnumbered[0]}; it ends by itself at {call.Expires:u}");
        foreach (var target in Targets(call.Action).Where(t => unnumbered.Contains(Name(t))))
        {
            var answer = await SendAsync(Command(OpenC2Action.Allow, target, null), RemoteAddress.Key($"{call.Key}:undo:{Name(target)}"), cancellation).ConfigureAwait(false);
            if (answer.Status != 200) throw new ResponderException($"{Traits.Name}: allowing {Name(target)} was answered with status {answer.Status}");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _producer.Dispose();
        foreach (var certificate in _certificates) certificate.Dispose();
    }

    async Task<OpenC2Response> SendAsync(OpenC2Command command, string key, CancellationToken cancellation)
    {
        try
        {
            return await _producer.SendAsync(command, cancellation, key).ConfigureAwait(false) ?? new OpenC2Response(503);
        }
        catch (OpenC2Exception)
        {
            return new OpenC2Response(503);
        }
    }

    IEnumerable<OpenC2Target> Targets(ProposedAction action) => action.Target switch
    {
        AddressTarget address => [SlpfCommands.Net(address.Network)],
        DomainTarget domain => [new OtherTarget("domain_name", JsonSerializer.Serialize(domain.Name))],
        NamedTarget host => _machines(host.Name).Select(a => SlpfCommands.Net(new IPNetwork(a, AddressForm.Bits(a)))),
        _ => [],
    };

    static OpenC2Command Deny(OpenC2Target target, TimeSpan lease) => Command(OpenC2Action.Deny, target, TimeSpan.FromMilliseconds(Math.Ceiling(lease.TotalMilliseconds)));

    // Names are no part of the profile for packet filters.
    static OpenC2Command Command(OpenC2Action action, OpenC2Target target, TimeSpan? duration)
    {
        var args = new OpenC2Args { Duration = duration, ResponseRequested = ResponseType.Complete };
        if (target is not NetTarget) return new OpenC2Command(action, target) { Args = args };
        return action == OpenC2Action.Deny ? SlpfCommands.Deny(target, args) : SlpfCommands.Allow(target, args);
    }

    static string Name(OpenC2Target target) => target switch { NetTarget net => net.Network.ToString(), OtherTarget other => other.Json, _ => target.Name };
}
