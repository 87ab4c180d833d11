using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Broking;

/// <summary>
/// The only one who acts. It takes a capability of the gate, writes down how things are and what it is about to do, does it, looks whether it was
/// done, and takes it back when the lease ends, when somebody says so, and after its own sudden end.
/// </summary>
/// <param name="book">Where runs are kept.</param>
/// <param name="responders">Who does what; the first that can is asked.</param>
/// <param name="guarded">What nothing is done to; asked apart from the gate.</param>
/// <param name="ledger">Where all of it is written down.</param>
/// <param name="time">The clock.</param>
public sealed partial class Broker(RunBook book, IReadOnlyList<IResponder> responders, GateSettings guarded, ILedger ledger, TimeProvider time)
{
    static readonly TimeSpan LongestAct = TimeSpan.FromMinutes(1);

    readonly TargetLocks _locks = new();

    /// <summary>Hears of every change of a run.</summary>
    public Action<ActionRun>? Changed { get; set; }

    /// <summary>All runs.</summary>
    public RunBook Book => book;

    /// <summary>Who does what.</summary>
    public IReadOnlyList<IResponder> Responders => responders;

    /// <summary>The responder for an action.</summary>
    /// <returns>It; or none, and why the ones that do such things cannot.</returns>
    public (IResponder? Responder, string Refusal) ResponderFor(ProposedAction action)
    {
        var why = $"nothing here can {action.Traits.Name}";
        foreach (var responder in responders)
        {
            if (!responder.Traits.Kinds.Contains(action.Kind)) continue;
            if (responder.Refuse(action) is not { } refusal) return (responder, "");
            why = $"{responder.Traits.Name}: {refusal}";
        }

        return (null, why);
    }

    /// <summary>Does what a capability allows.</summary>
    /// <param name="capability">The right to do it; used up, whatever comes of it.</param>
    /// <param name="key">The same for every try at the same effect; null for this decision's own.</param>
    /// <param name="cancellation">Stops it before it begins; what has begun is ended.</param>
    public async Task<BrokerReceipt> ExecuteAsync(Capability capability, string? key, CancellationToken cancellation)
    {
        var action = capability.Action;
        var wanted = key ?? $"decision:{capability.Decision.Id}";
        if (Known(wanted, action) is { } known) return known;
        if (!capability.TryUse(action, time.GetUtcNow())) return BrokerReceipt.Refused("the right to do this has been used or is over; the gate must be asked again");
        if (book.Stopped is { } stopped) return BrokerReceipt.Refused($"{stopped.Who} stopped all actions; let them happen again first");
        if (guarded.Protected.Contains(action.Target) && !guarded.IsGlassBroken) return BrokerReceipt.Refused($"{action.Target.Text} is protected");
        var (responder, refusal) = ResponderFor(action);
        if (responder is null) return BrokerReceipt.Refused(refusal);
        using var alone = await _locks.EnterAsync((responder.Traits.Name, action.Target.Text), cancellation).ConfigureAwait(false);
        return await ActAsync(responder, action, wanted, capability.Decision.Id, cancellation).ConfigureAwait(false);
    }

    async Task<BrokerReceipt> ActAsync(IResponder responder, ProposedAction action, string key, Guid decision, CancellationToken cancellation)
    {
        // Whoever came with the same key at the same time was before us.
        if (Known(key, action) is { } known) return known;
        ActionRun run;
        try
        {
            var before = await responder.ObserveAsync(action, cancellation).ConfigureAwait(false);
            var now = time.GetUtcNow();

            // Who comes second on the same target restores what was before the first.
            if (Holders(responder, action.Target).FirstOrDefault() is { } first) before = first.Before;
            run = new ActionRun(Guid.CreateVersion7(now), key, action, responder.Traits.Name, ActionState.Acting, before, now, now + action.Lease) { Decision = decision };
        }
        catch (ResponderException failed)
        {
            return BrokerReceipt.Refused(failed.Message);
        }

        book.Add(run);
        if (Written(LedgerKind.Intent, run, "about to act") is null) return new BrokerReceipt(Put(Failure(run, "the ledger could not be written, so nothing was done")), null);
        Tell(run);
        using var limit = new CancellationTokenSource(LongestAct, time);
        try
        {
            await responder.ActAsync(run.Call, limit.Token).ConfigureAwait(false);
            if (await responder.VerifyAsync(run.Call, limit.Token).ConfigureAwait(false) == Effect.Present) return InEffect(responder, run);
            return new BrokerReceipt(await FailAsync("it was done and then could not be seen to be in effect").ConfigureAwait(false), null);
        }
        catch (Exception failed) when (failed is ResponderException or OperationCanceledException)
        {
            return new BrokerReceipt(await FailAsync(failed is ResponderException ? failed.Message : "it took longer than a minute").ConfigureAwait(false), null);
        }

        Task<ActionRun> FailAsync(string why)
        {
            guarded.Autonomy.Demote(action.Kind);
            return GiveUpAsync(responder, run, why);
        }
    }

    BrokerReceipt? Known(string key, ProposedAction action) =>
        book.ByKey(key) is not { } earlier ? null : earlier.Action == action ? new BrokerReceipt(earlier, null) : BrokerReceipt.Refused("this key was used for another action");

    BrokerReceipt InEffect(IResponder responder, ActionRun run)
    {
        var isLasting = responder.Traits.Undo == Reversibility.None;
        var now = time.GetUtcNow();
        run = Put(run with { State = isLasting ? ActionState.Done : ActionState.Active, Ended = isLasting ? now : null });
        Wake();
        return new BrokerReceipt(run, null, Written(LedgerKind.Action, run, "done and seen"));
    }

    // Half done is taken back; where that is not possible either, a person has to look.
    async Task<ActionRun> GiveUpAsync(IResponder responder, ActionRun run, string why)
    {
        if (responder.Traits.Undo == Reversibility.None)
        {
            var effect = await LookAsync(responder, run).ConfigureAwait(false);
            return Put(effect == Effect.Absent ? Failure(run, why) : Unsure(run, why));
        }

        return await UndoAsync(responder, Put(run with { State = ActionState.Undoing, Note = why }), ActionState.Failed, "failed").ConfigureAwait(false);
    }

    async ValueTask<Effect> LookAsync(IResponder responder, ActionRun run)
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestAct, time);
            return await responder.VerifyAsync(run.Call, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is ResponderException or OperationCanceledException)
        {
            return Effect.Unknown;
        }
    }

    IEnumerable<ActionRun> Holders(IResponder responder, ActionTarget target) => book.Live.Where(r => r.Place == (responder.Traits.Name, target.Text));

    ActionRun Failure(ActionRun run, string why) => run with { State = ActionState.Failed, Ended = time.GetUtcNow(), Note = why };

    ActionRun Unsure(ActionRun run, string why) => run with { State = ActionState.Unknown, Ended = time.GetUtcNow(), Note = $"Outcome unknown, a person must look: {why}" };

    ActionRun Put(ActionRun run)
    {
        book.Put(run);
        if (!run.IsLive) guarded.Budget.Ended(run.Action);
        Tell(run);
        return run;
    }

    void Tell(ActionRun run) => Changed?.Invoke(run);

    LedgerReceipt? Written(LedgerKind kind, ActionRun run, string what)
    {
        try
        {
            return ledger.Append(new LedgerEntry(kind, "broker", run.Action.Incident, new JsonObject
            {
                ["action"] = run.Action.Digest, ["decision"] = run.Decision.ToString(), ["expires"] = run.Expires.ToUnixTimeMilliseconds(), ["note"] = run.Note, ["responder"] = run.Responder,
                ["run"] = run.Id.ToString(), ["state"] = run.State.ToString(), ["target"] = run.Action.Target.Text, ["what"] = what,
            }))[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
