using System.Security.Cryptography;
using System.Text;
using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Approvals;

/// <summary>Asks people and keeps their answers: each for one action, by digest, once, for ten minutes.</summary>
/// <param name="time">The clock.</param>
public sealed class ApprovalDesk(TimeProvider time)
{
    const int MostOpen = 1_000;

    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    readonly Lock _gate = new();
    readonly Dictionary<Guid, ApprovalRequest> _open = [];
    readonly Dictionary<Guid, List<Approval>> _given = [];

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
            if (_open.Values.FirstOrDefault(r => r.Digest == action.Digest) is { } open) return open;
            if (_open.Count >= MostOpen) throw new InvalidOperationException("too many questions wait for an answer");
            var now = time.GetUtcNow();
            var request = new ApprovalRequest(Guid.CreateVersion7(now), action.Digest, action.Incident, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), now + Lasts, ApprovalText.Of(action));
            _open[request.Id] = request;
            _given[request.Id] = [];
            return request;
        }
    }

    /// <summary>A person who is signed in says yes.</summary>
    /// <param name="request">The question.</param>
    /// <param name="nonce">Its nonce.</param>
    /// <param name="digest">The digest of what the person was shown.</param>
    /// <param name="person">Who.</param>
    /// <returns>Whether it counts: the question is open, everything fits, and the person has not answered before.</returns>
    public bool Approve(Guid request, string nonce, string digest, string person)
    {
        lock (_gate)
        {
            Sweep();
            if (string.IsNullOrWhiteSpace(person) || !_open.TryGetValue(request, out var open) || !Same(open.Nonce, nonce) || !Same(open.Digest, digest)) return false;
            if (_given[request].Exists(a => string.Equals(a.Person, person, StringComparison.OrdinalIgnoreCase))) return false;
            _given[request].Add(new Approval(request, open.Digest, person, time.GetUtcNow()));
            return true;
        }
    }

    /// <summary>The approvals of an action that count now; they stay.</summary>
    public IReadOnlyList<Approval> Of(ProposedAction action)
    {
        lock (_gate)
        {
            Sweep();
            return _open.Values.FirstOrDefault(r => r.Digest == action.Digest) is { } open ? [.. _given[open.Id]] : [];
        }
    }

    /// <summary>Uses the approvals of an action up: they never count again.</summary>
    /// <returns>Whether there were any; of two who spend them at the same time, one is told yes.</returns>
    public bool TrySpend(ProposedAction action)
    {
        lock (_gate)
        {
            Sweep();
            var spent = _open.Values.Where(r => r.Digest == action.Digest && _given[r.Id].Count > 0).ToArray();
            foreach (var request in spent) Forget(request.Id);
            return spent.Length > 0;
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
    }

    static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
