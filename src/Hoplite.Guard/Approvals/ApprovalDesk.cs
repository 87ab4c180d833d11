using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Approvals;

/// <summary>Asks people and keeps their answers: each signed by the person, for one action, by digest, once, for ten minutes.</summary>
/// <param name="time">The clock.</param>
/// <param name="approvers">Who may approve.</param>
/// <param name="ledger">Where every answer is written before it counts.</param>
public sealed class ApprovalDesk(TimeProvider time, IApprovers approvers, ILedger ledger)
{
    /// <summary>How long a question can be answered.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    const int MostOpen = 1_000;

    readonly Lock _gate = new();
    readonly Dictionary<Guid, ApprovalRequest> _open = [];
    readonly Dictionary<Guid, List<Approval>> _given = [];
    readonly Dictionary<Guid, ProposedAction> _tests = [];
    readonly Vigilance _vigilance = new(time);

    /// <summary>Gives an action that nobody should approve, now and then, to see whether people read what they approve; null for never.</summary>
    public Func<ProposedAction, ProposedAction?>? Test { get; init; }

    /// <summary>How many actions a person can approve within an hour with care; from 1.</summary>
    public int MostAnHour { get => _vigilance.MostAnHour; init => _vigilance.MostAnHour = value; }

    /// <summary>How people did at test questions.</summary>
    public IReadOnlyDictionary<string, VigilanceScore> Scores => _vigilance.Tests;

    /// <summary>The test questions that are open; shown to people like any other.</summary>
    public IReadOnlyList<TestQuestion> Tests()
    {
        lock (_gate)
        {
            Sweep();
            return [.. _tests.Select(t => new TestQuestion(_open[t.Key], t.Value))];
        }
    }

    /// <summary>The questions that wait for an answer.</summary>
    public IReadOnlyList<ApprovalRequest> Open
    {
        get
        {
            lock (_gate)
            {
                Sweep();
                return [.. _open.Values.OrderBy(r => r.Expires)];
            }
        }
    }

    /// <summary>Asks whether an action may be done; the same question while it is open.</summary>
    /// <exception cref="InvalidOperationException">Too many questions are open; people could not answer them with care.</exception>
    public ApprovalRequest Ask(ProposedAction action)
    {
        lock (_gate)
        {
            Sweep();
            if (_open.Values.FirstOrDefault(r => r.Digest == action.Digest && !_tests.ContainsKey(r.Id)) is { } open) return open;
            if (_open.Count >= MostOpen) throw new InvalidOperationException("too many questions wait for an answer");
            if (Test?.Invoke(action) is { } test && test.Digest != action.Digest) _tests[Add(test).Id] = test;
            return Add(action);
        }
    }

    /// <summary>A person says yes.</summary>
    /// <param name="request">The question.</param>
    /// <param name="proof">The signature of the person.</param>
    /// <returns>Whether it counts, and if not, why not.</returns>
    public ApprovalAnswer Approve(Guid request, ApprovalProof proof)
    {
        if (approvers.Find(proof.KeyId) is not { } key) return ApprovalAnswer.UnknownKey;
        lock (_gate)
        {
            Sweep();
            if (!_open.TryGetValue(request, out var open)) return ApprovalAnswer.NotOpen;
            if (!proof.Proves(open, key)) return ApprovalAnswer.BadSignature;
            if (_given[request].Exists(a => string.Equals(a.Person, key.Person, StringComparison.OrdinalIgnoreCase))) return ApprovalAnswer.AnsweredBefore;
            if (!_vigilance.MayApprove(key.Person)) return ApprovalAnswer.Tired;
            if (!Written(open, key.Person, key.Id, _tests.ContainsKey(request) ? "approved-test" : "approve")) return ApprovalAnswer.NotWritten;
            if (_tests.ContainsKey(request))
            {
                _vigilance.Failed(key.Person);
                Forget(request);
                return ApprovalAnswer.WasTest;
            }

            _vigilance.Approved(key.Person);
            _given[request].Add(new Approval(request, open.Digest, key.Person, time.GetUtcNow()));
            return ApprovalAnswer.Counted;
        }
    }

    /// <summary>A person who is signed in says no; the question is closed.</summary>
    /// <returns>Whether there was such a question.</returns>
    public bool Deny(Guid request, string person)
    {
        lock (_gate)
        {
            Sweep();
            if (!_open.TryGetValue(request, out var open)) return false;
            Written(open, person, null, _tests.ContainsKey(request) ? "denied-test" : "deny");
            if (_tests.ContainsKey(request)) _vigilance.Passed(person);
            Forget(request);
            return true;
        }
    }

    /// <summary>Counts the signers of a document as having approved an action that was read from it, word for word. Whoever calls this has verified their signatures.</summary>
    /// <param name="action">The action.</param>
    /// <param name="persons">The signers.</param>
    /// <param name="document">SHA-256 of the document in its canonical form, hex digits.</param>
    /// <returns>Whether it could be written down.</returns>
    public bool ApproveBySigners(ProposedAction action, IReadOnlyCollection<string> persons, string document)
    {
        lock (_gate)
        {
            var request = Ask(action);
            foreach (var person in persons.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (_given[request.Id].Exists(a => string.Equals(a.Person, person, StringComparison.OrdinalIgnoreCase))) continue;
                if (!Written(request, person, document, "signed-beforehand")) return false;
                _given[request.Id].Add(new Approval(request.Id, request.Digest, person, time.GetUtcNow()));
            }

            return true;
        }
    }

    /// <summary>The approvals of an action that count now; they stay.</summary>
    public IReadOnlyList<Approval> Of(ProposedAction action)
    {
        lock (_gate)
        {
            Sweep();
            return Real(action) is { } open ? [.. _given[open.Id]] : [];
        }
    }

    /// <summary>Uses the approvals of an action up: they never count again.</summary>
    /// <returns>Whether there were any; of two who spend them at the same time, one is told yes.</returns>
    public bool TrySpend(ProposedAction action)
    {
        lock (_gate)
        {
            Sweep();
            if (Real(action) is not { } open || _given[open.Id].Count == 0) return false;
            Forget(open.Id);
            return true;
        }
    }

    ApprovalRequest? Real(ProposedAction action) => _open.Values.FirstOrDefault(r => r.Digest == action.Digest && !_tests.ContainsKey(r.Id));

    ApprovalRequest Add(ProposedAction action)
    {
        // Clients see whole milliseconds, and what they sign must be what was asked.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var request = new ApprovalRequest(Guid.CreateVersion7(now), action.Digest, action.Incident, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), now + Lasts, ApprovalText.Of(action));
        _open[request.Id] = request;
        _given[request.Id] = [];
        return request;
    }

    bool Written(ApprovalRequest request, string person, string? by, string answer)
    {
        try
        {
            ledger.Append(new LedgerEntry(LedgerKind.Approval, person, request.Incident, new JsonObject
            {
                ["answer"] = answer, ["by"] = by, ["digest"] = request.Digest, ["nonce"] = request.Nonce, ["request"] = request.Id.ToString(),
            }));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var old in _open.Values.Where(r => r.Expires <= now).ToArray()) Forget(old.Id);
    }

    void Forget(Guid id)
    {
        _open.Remove(id);
        _given.Remove(id);
        _tests.Remove(id);
    }
}
