using Hoplite.Guard.Transparency;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Broking;

public sealed partial class Broker
{
    const int MostTries = 20;

    static readonly TimeSpan Between = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Overdue = TimeSpan.FromMinutes(3);

    readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Takes back what a person wants taken back.</summary>
    /// <param name="id">The run.</param>
    /// <param name="person">Who wants it.</param>
    /// <param name="isMistake">Whether it should not have been done; software is then trusted less with such actions.</param>
    /// <returns>The run as it is then; null when there is none that is in effect.</returns>
    public async Task<ActionRun?> RevertAsync(Guid id, string person, bool isMistake)
    {
        if (book.Find(id) is not { State: ActionState.Active } run) return null;
        if (isMistake) guarded.Autonomy.Demote(run.Action.Kind);
        return await EndAsync(run, $"taken back by {person}").ConfigureAwait(false);
    }

    /// <summary>Stops all actions and takes back everything that is in effect.</summary>
    /// <returns>How many were taken back.</returns>
    public async Task<int> PanicAsync(string person)
    {
        book.Stop(on: true, person, time.GetUtcNow());
        var ended = await Task.WhenAll(book.Live.Where(r => r.State == ActionState.Active).Select(r => EndAsync(r, $"taken back when {person} stopped everything"))).ConfigureAwait(false);
        return ended.Count(r => r?.State == ActionState.Undone);
    }

    /// <summary>Lets actions happen again.</summary>
    public void Resume(string person) => book.Stop(on: false, person, time.GetUtcNow());

    /// <summary>Puts in order what a sudden end has left. Called once, before anything is done.</summary>
    /// <returns>How many runs it ended or took on.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellation)
    {
        var left = book.Live;
        foreach (var run in left)
        {
            cancellation.ThrowIfCancellationRequested();
            await RecoverAsync(run).ConfigureAwait(false);
        }

        return left.Count;
    }

    /// <summary>Ends leases in time, until it is cancelled.</summary>
    public async Task KeepLeasesAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var next = await EndDueAsync().ConfigureAwait(false);
            var wait = next is null ? Timeout.InfiniteTimeSpan : next.Value - time.GetUtcNow();
            if (wait != Timeout.InfiniteTimeSpan && wait <= TimeSpan.Zero) wait = TimeSpan.FromMilliseconds(1);

            // No longer than a minute in one go, so that a clock that was set does not keep anything for long.
            if (wait > TimeSpan.FromMinutes(1)) wait = TimeSpan.FromMinutes(1);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var woken = _wake.WaitAsync(timer.Token);
            await Task.WhenAny(woken, Task.Delay(wait, time, timer.Token)).ConfigureAwait(false);
            await timer.CancelAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends the leases that are over.</summary>
    /// <returns>When the next one is over; null when none runs.</returns>
    public async Task<DateTimeOffset?> EndDueAsync()
    {
        // Side by side, so that one that takes its time keeps no other in effect.
        var now = time.GetUtcNow();
        await Task.WhenAll(book.Live.Where(r => Due(r) <= now).Select(r => r.State switch
        {
            ActionState.Acting => RecoverAsync(r),
            ActionState.Active => EndAsync(r, "the lease is over"),
            _ => EndAsync(r, r.Note.Split(';')[0]),
        })).ConfigureAwait(false);
        return book.Live.Select(r => (DateTimeOffset?)(r.Tries > 0 ? now + Between : Due(r))).Min();
    }

    // What was left in the middle by a failure that nobody expected is taken up again when it must long be over.
    static DateTimeOffset Due(ActionRun run) => run.State switch
    {
        ActionState.Active => run.Expires,
        ActionState.Acting => run.Started + Overdue,
        _ => run.Tries > 0 ? DateTimeOffset.MinValue : run.Expires + Overdue,
    };

    async Task<ActionRun?> EndAsync(ActionRun seen, string why)
    {
        using var alone = await _locks.EnterAsync(seen.Place, CancellationToken.None).ConfigureAwait(false);
        if (book.Find(seen.Id) is not { State: ActionState.Active or ActionState.Undoing } run) return null;
        if (ByName(run.Responder) is not { } responder) return Put(Unsure(run, $"there is no responder {run.Responder} any more to take it back"));
        return await UndoAsync(responder, Put(run with { State = ActionState.Undoing, Note = why }), ActionState.Undone, why).ConfigureAwait(false);
    }

    // Called with the target locked.
    async Task<ActionRun> UndoAsync(IResponder responder, ActionRun run, ActionState end, string why)
    {
        if (Holders(responder, run.Action.Target).Any(r => r.Id != run.Id && r.State == ActionState.Active))
        {
            // Somebody else still holds the target; it is set free with the last of them.
            run = Put(run with { State = end, Ended = time.GetUtcNow(), Note = $"{why}; another action keeps the target" });
            Written(LedgerKind.Rollback, run, "handed on");
            return run;
        }

        try
        {
            using var limit = new CancellationTokenSource(LongestAct, time);
            await responder.UndoAsync(run.Call, limit.Token).ConfigureAwait(false);
            run = Put(run with { State = end, Ended = time.GetUtcNow() });
            Written(LedgerKind.Rollback, run, end == ActionState.Undone ? "taken back" : "failed and taken back");
            return run;
        }
        catch (Exception failed) when (failed is ResponderException or OperationCanceledException)
        {
            var tries = run.Tries + 1;
            run = tries < MostTries ? run with { Tries = tries, Note = $"{why}; taking it back failed {tries} times: {failed.Message}" } : Unsure(run with { Tries = tries }, $"it could not be taken back: {failed.Message}");
            Put(run);
            Written(LedgerKind.Rollback, run, "could not be taken back");
            Wake();
            return run;
        }
    }

    async Task RecoverAsync(ActionRun seen)
    {
        using var alone = await _locks.EnterAsync(seen.Place, CancellationToken.None).ConfigureAwait(false);

        // Whoever held the target until now may have ended it.
        if (book.Find(seen.Id) is not { IsLive: true } run) return;
        if (ByName(run.Responder) is not { } responder)
        {
            Put(Unsure(run, $"there is no responder {run.Responder} any more"));
            return;
        }

        switch (run.State)
        {
            case ActionState.Undoing:
                await UndoAsync(responder, run, ActionState.Undone, "the program ended while it was taken back").ConfigureAwait(false);
                return;
            case ActionState.Acting when await LookAsync(responder, run).ConfigureAwait(false) is var effect:
                if (effect == Effect.Present) InEffect(responder, run);
                else await GiveUpAsync(responder, run, "the program ended while it was done").ConfigureAwait(false);
                return;
            case ActionState.Active when run.Expires > time.GetUtcNow() && await LookAsync(responder, run).ConfigureAwait(false) == Effect.Absent:
                await RestoreAsync(responder, run).ConfigureAwait(false);
                return;
        }
    }

    // A restart of the machine empties the firewall, and the lease is not over.
    async Task RestoreAsync(IResponder responder, ActionRun run)
    {
        if (!responder.Traits.IsRepeatable) return;
        try
        {
            using var limit = new CancellationTokenSource(LongestAct, time);
            await responder.ActAsync(run.Call, limit.Token).ConfigureAwait(false);
            Written(LedgerKind.Action, run, "done again after a restart");
        }
        catch (Exception failed) when (failed is ResponderException or OperationCanceledException)
        {
            Put(run with { Note = $"it is no longer in effect and could not be done again: {failed.Message}" });
        }
    }

    IResponder? ByName(string name) => responders.FirstOrDefault(r => r.Traits.Name == name);

    void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
