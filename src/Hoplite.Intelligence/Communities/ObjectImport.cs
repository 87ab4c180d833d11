using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Communities;

/// <summary>What became of objects that were imported.</summary>
/// <param name="Taken">How many are new, or newer.</param>
/// <param name="Known">How many were here before.</param>
/// <param name="Refused">What was refused, with the reason.</param>
public sealed record ImportResult(int Taken, int Known, IReadOnlyList<(string Id, string Reason)> Refused);

/// <summary>Takes objects of a source that does not sign, such as a feed or a file. They are the source's: no other may change them.</summary>
/// <param name="file">Where they are kept.</param>
/// <param name="ladder">Takes the claims.</param>
/// <param name="reading">Says what an object is about.</param>
/// <param name="time">The clock.</param>
public sealed class ObjectImport(IntelligenceFile file, IndicatorLadder ladder, ClaimReader reading, TimeProvider time)
{
    readonly ObjectBook _objects = new(file);

    /// <summary>Takes them, each for itself, all durable when this returns.</summary>
    /// <param name="objects">STIX objects.</param>
    /// <param name="source">The name of the source.</param>
    public ImportResult Take(IReadOnlyList<ReadOnlyMemory<byte>> objects, string source)
    {
        var (taken, known, refused) = (0, 0, new List<(string, string)>());
        file.Together(() =>
        {
            foreach (var json in objects)
            {
                var entry = StixReader.ReadObject(json);
                if (entry.Problem is { } problem) refused.Add((entry.Id ?? "", problem.ToString()!));
                else if (Keep(json, source) is var (isNew, why) && why is not null) refused.Add((entry.Id ?? "", why));
                else if (isNew) taken++;
                else known++;
            }
        });
        return new ImportResult(taken, known, refused);
    }

    (bool IsNew, string? Why) Keep(ReadOnlyMemory<byte> json, string source)
    {
        var node = JsonNode.Parse(json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth })!.AsObject();
        var now = time.GetUtcNow();
        var id = (string)node["id"]!;
        var version = ((string?)node["modified"] ?? (string?)node["created"]) is { } stamp ? DateTimeOffset.Parse(stamp, CultureInfo.InvariantCulture).UtcTicks : 0;
        byte[] hash;
        try
        {
            hash = SHA256.HashData(CanonicalJson.Bytes(node));
        }
        catch (InvalidDataException wrong)
        {
            return (false, wrong.Message);
        }

        var signed = SignedObject.Unsigned(node, json, source, version, hash);
        var (outcome, why, _) = _objects.Judge(signed, source);
        if (outcome != IntakeOutcome.Taken) return (false, outcome == IntakeOutcome.Refused ? why : null);
        _objects.Put(signed, source, now);
        ladder.TakeBack(source, id);
        if (!signed.Revoked)
            foreach (var claim in reading.Read(signed, now, _ => null)) ladder.Hear(claim with { Peer = source });
        return (true, null);
    }
}
