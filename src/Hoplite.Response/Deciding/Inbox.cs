using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Gating;
using Hoplite.Response.Broking;

namespace Hoplite.Response.Deciding;

/// <summary>Takes what the agents propose: what the gate allows goes to the broker, what needs people waits for them here.</summary>
/// <param name="book">What waits.</param>
/// <param name="desk">Asks people.</param>
/// <param name="gate">Decides, again, when they have answered.</param>
/// <param name="broker">Acts.</param>
/// <param name="time">The clock.</param>
public sealed class Inbox(InboxBook book, ApprovalDesk desk, Gate gate, Broker broker, TimeProvider time)
{
    static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    /// <summary>Hears of everything that is new or has changed.</summary>
    public Action<PendingProposal>? Changed { get; set; }

    /// <summary>Takes a proposal with what the gate said of it.</summary>
    /// <returns>What came of it at once: a receipt when the broker was asked; null when it waits, or nothing is to be done.</returns>
    public async Task<BrokerReceipt?> OfferAsync(GateRequest request, GateDecision decision, string title, CancellationToken cancellation)
    {
        if (decision.Capability is { } capability)
        {
            // The same address in the next look at the same incident is held already.
            if (broker.Book.Live.Any(r => r.Action.Kind == request.Action.Kind && r.Action.Target == request.Action.Target && r.Expires >= time.GetUtcNow() + request.Action.Lease / 2)) return null;
            return await broker.ExecuteAsync(capability, null, cancellation).ConfigureAwait(false);
        }

        if (decision.Outcome is GateOutcome.NeedsApproval or GateOutcome.NeedsTwoApprovals) Wait(request, title, decision.Outcome == GateOutcome.NeedsTwoApprovals ? 2 : 1);
        return null;
    }

    /// <summary>What waits for people, and nothing that looks different when it is a test of their care.</summary>
    public IReadOnlyList<Question> Questions()
    {
        book.Expire(time.GetUtcNow() - Waits);
        var waiting = book.Waiting;
        var titles = book.Newest(200).DistinctBy(p => p.Request.Action.Playbook).ToDictionary(p => p.Request.Action.Playbook, p => p.Title, StringComparer.Ordinal);
        var known = waiting.Select(p => p.Request.Action.Digest).ToHashSet(StringComparer.Ordinal);
        return [.. waiting.Select(p => new Question(p.Id, p.Request.Action, p.Title, p.Persons, p.Created)).Concat(desk.Tests().Where(t => !known.Contains(t.Action.Digest)).Select(t => new Question(t.Request.Id, t.Action, titles.GetValueOrDefault(t.Action.Playbook, ""), 1, t.Request.Expires - ApprovalDesk.Lasts))).OrderBy(q => q.Created)];
    }

    /// <summary>Puts a question to a person: what is shown is what will be signed.</summary>
    /// <returns>The question to sign; null when it does not wait.</returns>
    public ApprovalRequest? Ask(Guid id)
    {
        book.Expire(time.GetUtcNow() - Waits);
        if (book.Find(id) is { State: PendingState.Waiting } pending) return desk.Ask(pending.Request.Action);
        return desk.Tests().FirstOrDefault(t => t.Request.Id == id)?.Request;
    }

    /// <summary>A person says yes.</summary>
    /// <param name="id">The proposal.</param>
    /// <param name="request">The question that was signed.</param>
    /// <param name="proof">The signature.</param>
    /// <param name="cancellation">Stops it before anything is done.</param>
    public async Task<Answered> ApproveAsync(Guid id, Guid request, ApprovalProof proof, CancellationToken cancellation)
    {
        if (book.Find(id) is not { State: PendingState.Waiting } pending) return new Answered(desk.Tests().Any(t => t.Request.Id == id && id == request) ? desk.Approve(request, proof) : ApprovalAnswer.NotOpen, null);
        if (desk.Open.FirstOrDefault(r => r.Id == request)?.Digest != pending.Request.Action.Digest) return new Answered(ApprovalAnswer.NotOpen, null);
        var answer = desk.Approve(request, proof);
        if (answer != ApprovalAnswer.Counted) return new Answered(answer, null);
        if (pending.Request.Action.Kind == ActionKind.RunCommand)
        {
            // A command is run by the playbook that waits for it, which asks the gate itself.
            if (desk.Of(pending.Request.Action).Count >= pending.Persons) End(pending, PendingState.Approved, "approved", null);
            return new Answered(answer, null);
        }

        var decision = gate.Decide(pending.Request);
        if (decision.Outcome is GateOutcome.NeedsApproval or GateOutcome.NeedsTwoApprovals) return new Answered(answer, null);
        if (decision.Capability is not { } capability)
        {
            End(pending, PendingState.Refused, $"the gate no longer allows it: {string.Join(", ", decision.Reasons)}", null);
            return new Answered(answer, BrokerReceipt.Refused($"the gate no longer allows it: {string.Join(", ", decision.Reasons)}"));
        }

        var receipt = await broker.ExecuteAsync(capability, pending.BrokerKey, cancellation).ConfigureAwait(false);
        End(pending, PendingState.Approved, receipt.Refusal ?? receipt.Run!.Note, receipt.Run?.Id);
        return new Answered(answer, receipt);
    }

    /// <summary>A person says no.</summary>
    /// <returns>Whether it waited.</returns>
    public bool Deny(Guid id, string person)
    {
        if (book.Find(id) is not { State: PendingState.Waiting } pending) return desk.Tests().Any(t => t.Request.Id == id) && desk.Deny(id, person);
        desk.Deny(desk.Ask(pending.Request.Action).Id, person);
        End(pending, PendingState.Denied, $"refused by {person}", null);
        return true;
    }

    /// <summary>Lets a step of a playbook wait for people.</summary>
    /// <param name="request">What the gate is asked.</param>
    /// <param name="title">What the step does.</param>
    /// <param name="persons">How many persons must approve.</param>
    /// <param name="key">The same for every try at the same effect.</param>
    public void Wait(GateRequest request, string title, int persons, string key)
    {
        if (book.ByKey(key) is not { State: PendingState.Waiting }) Add(request, title, persons, key);
    }

    /// <summary>What came of a step of a playbook that waited; null when it never did.</summary>
    public PendingProposal? Waited(string key) => book.ByKey(key);

    void Wait(GateRequest request, string title, int persons)
    {
        if (book.Same(request) is not null || book.IsRefused(request)) return;
        if (!broker.Book.Live.Any(r => r.Action.Kind == request.Action.Kind && r.Action.Target == request.Action.Target)) Add(request, title, persons, "");
    }

    void Add(GateRequest request, string title, int persons, string key)
    {
        var now = time.GetUtcNow();
        var pending = new PendingProposal(Guid.CreateVersion7(now), request, title, persons, PendingState.Waiting, now, Key: key);
        book.Add(pending);
        Changed?.Invoke(pending);
    }

    void End(PendingProposal pending, PendingState state, string note, Guid? run)
    {
        if (book.End(pending.Id, state, note, run)) Changed?.Invoke(pending with { State = state, Note = note, Run = run });
    }
}
