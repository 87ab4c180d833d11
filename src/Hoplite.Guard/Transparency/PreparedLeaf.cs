using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Hoplite.Guard.Transparency;

/// <summary>A leaf without its id and time, made by the caller's thread; those two come when its turn is known.</summary>
sealed class PreparedLeaf
{
    const string NoId = "00000000-0000-0000-0000-000000000000";
    const string NoTime = "0000-00-00T00:00:00.000Z";

    readonly byte[] _draft;
    readonly int _id;
    readonly int _time;

    /// <exception cref="InvalidDataException">The entry has no canonical form.</exception>
    /// <exception cref="ArgumentException">The leaf would be too large.</exception>
    public PreparedLeaf(LedgerEntry entry)
    {
        _draft = CanonicalJson.Bytes(new JsonObject
        {
            ["v"] = 1,
            ["id"] = NoId,
            ["time"] = NoTime,
            ["kind"] = LedgerKinds.Name(entry.Kind),
            ["actor"] = entry.Actor,
            ["case"] = entry.Case,
            // A node has one parent; the caller keeps theirs.
            ["body"] = entry.Body.DeepClone(),
        });
        if (_draft.Length > LedgerLeaf.MaxBytes)
            throw new ArgumentException($"the entry has {_draft.Length:N0} bytes as a leaf, and {LedgerLeaf.MaxBytes:N0} is the most; put long texts in by digest", nameof(entry));
        // In canonical form both stand behind the body and the actor, so the last of each is the right one.
        _id = _draft.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes($"\"id\":\"{NoId}\"")) + 6;
        _time = _draft.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes($"\"time\":\"{NoTime}\"")) + 8;
    }

    /// <summary>The bytes of the leaf.</summary>
    public byte[] Complete(Guid id, DateTimeOffset time)
    {
        var leaf = _draft.ToArray();
        id.TryFormat(leaf.AsSpan(_id, NoId.Length), out _);
        time.TryFormat(leaf.AsSpan(_time, NoTime.Length), out _, LedgerLeaf.TimeFormat, CultureInfo.InvariantCulture);
        return leaf;
    }
}
