using System.Security.Cryptography;

namespace Hoplite.Agents.Egress;

/// <summary>Keeps the pseudonyms of the cases that are being worked on. They live in memory only: after a restart a case has new ones, which no model can link to the old.</summary>
public sealed class CasePseudonyms
{
    // A case that was put aside gets new pseudonyms; answers that still carry old ones are long back.
    const int Most = 1024;

    readonly byte[] _root = RandomNumberGenerator.GetBytes(32);
    readonly Lock _lock = new();
    readonly Dictionary<Guid, Pseudonyms> _cases = [];
    readonly Queue<Guid> _order = new();

    /// <summary>The pseudonyms of a case; without a case, some that serve once.</summary>
    public Pseudonyms Of(Guid? incident)
    {
        if (incident is not { } id) return new(RandomNumberGenerator.GetBytes(32));
        lock (_lock)
        {
            if (_cases.TryGetValue(id, out var known)) return known;
            if (_order.Count == Most) _cases.Remove(_order.Dequeue());
            _order.Enqueue(id);
            return _cases[id] = new Pseudonyms(HMACSHA256.HashData(_root, id.ToByteArray()));
        }
    }
}
