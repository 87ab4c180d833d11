using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Guard.Transparency;

/// <summary>All that a third party needs, besides the public key, to be sure that a leaf is in the ledger.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Leaf">Its bytes.</param>
/// <param name="Inclusion">What leads from it to the root (RFC 9162 §2.1.3.1).</param>
/// <param name="Checkpoint">The signed note that names the root.</param>
public sealed record LedgerProof(long Index, ReadOnlyMemory<byte> Leaf, IReadOnlyList<byte[]> Inclusion, string Checkpoint)
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks it.</summary>
    /// <returns>The leaf that it proves, and the checkpoint below which it is.</returns>
    /// <exception cref="InvalidDataException">It proves nothing; the message says why.</exception>
    public (LedgerLeaf Leaf, Checkpoint Checkpoint) Check(NoteVerifier key)
    {
        var checkpoint = Transparency.Checkpoint.Open(Encoding.UTF8.GetBytes(Checkpoint), key);
        if (!MerkleProof.Includes(checkpoint.Root.Span, checkpoint.Size, Index, MerkleHash.Leaf(Leaf.Span), Inclusion))
            throw new InvalidDataException("the leaf is not in the ledger that the checkpoint names: leaf, place or proof were changed");
        return (LedgerLeaf.Read(Index, Leaf), checkpoint);
    }

    /// <summary>Writes it as JSON.</summary>
    public string ToJson() => new JsonObject
    {
        ["version"] = 1,
        ["index"] = Index,
        ["leaf"] = Encoding.UTF8.GetString(Leaf.Span),
        ["inclusion"] = new JsonArray([.. Inclusion.Select(step => (JsonNode)Convert.ToBase64String(step))]),
        ["checkpoint"] = Checkpoint,
    }.ToJsonString(Readable);

    /// <summary>Reads the JSON form.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static LedgerProof Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var proof = JsonNode.Parse(json)!.AsObject();
            if (proof["version"]!.GetValue<int>() != 1) throw new InvalidDataException("the proof is of a version that is not known");
            return new LedgerProof(
                proof["index"]!.GetValue<long>(),
                new UTF8Encoding(false, true).GetBytes(proof["leaf"]!.GetValue<string>()),
                [.. proof["inclusion"]!.AsArray().Select(step => Base64.Read(step!.GetValue<string>()))],
                proof["checkpoint"]!.GetValue<string>());
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new InvalidDataException("this is no proof of a leaf", wrong);
        }
    }
}
