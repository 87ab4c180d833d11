using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Communities;

/// <summary>An object whose signature holds, with what decides about its way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">Who signed it.</param>
/// <param name="Version">Its <c>modified</c>, or <c>created</c> where it has none, ticks UTC.</param>
/// <param name="Hash">SHA-256 of its canonical form.</param>
/// <param name="Tlp">The strictest marking on it.</param>
/// <param name="Group">The sharing group it is for; null for the whole community.</param>
/// <param name="Revoked">Whether its author takes it back.</param>
/// <param name="Node">Its content.</param>
/// <param name="Json">As it arrived, with the signature.</param>
public sealed record SignedObject(string Id, PeerId Author, long Version, byte[] Hash, Tlp Tlp, string? Group, bool Revoked, JsonObject Node, ReadOnlyMemory<byte> Json)
{
    /// <summary>The property that names the sharing group.</summary>
    public const string GroupProperty = "x_hoplite_sharing_group";

    /// <summary>Reads an object and checks its signature; null with the problem when it does not hold.</summary>
    public static SignedObject? Read(ReadOnlyMemory<byte> json, out string problem)
    {
        if (ObjectSignature.Verify(json, out var node, out problem) is not { } author) return null;
        try
        {
            var id = (string?)node!["id"];
            if (id is null || (string?)node["type"] is not { } type || !id.StartsWith(type + "--", StringComparison.Ordinal) || !Guid.TryParse(id.AsSpan(type.Length + 2), out _)) return Refuse("its id does not fit its type", out problem);
            if (((string?)node["modified"] ?? (string?)node["created"]) is not { } version || !DateTimeOffset.TryParse(version, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at)) return Refuse("it says neither when it was made nor when it was changed", out problem);
            var group = (string?)node[GroupProperty];
            return new SignedObject(id, author, at.UtcTicks, SHA256.HashData(CanonicalJson.Bytes(node)), Level(node), group, (bool?)node["revoked"] ?? false, node, json);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or InvalidDataException)
        {
            return Refuse("a property of it has the wrong type", out problem);
        }
    }

    // What no peer signed has no author; the name of the source stands for one.
    internal static SignedObject Unsigned(JsonObject node, ReadOnlyMemory<byte> json, string source, long version, byte[] hash) =>
        new((string)node["id"]!, PeerId.OfName(source), version, hash, Level(node), (string?)node[GroupProperty], (bool?)node["revoked"] ?? false, node, json);

    // A marking that nobody here knows may mean anything: it is taken for the strictest.
    static Tlp Level(JsonObject node)
    {
        var level = Tlp.Clear;
        if (node["object_marking_refs"] is JsonArray marks)
            foreach (var mark in marks)
                if (((string?)mark is { } id ? TlpMarkings.Of(id)?.Level : null) is var known && (known ?? Tlp.Red) > level) level = known ?? Tlp.Red;
        return node["granular_markings"] is JsonArray { Count: > 0 } ? Tlp.Red : level;
    }

    static SignedObject? Refuse(string why, out string problem)
    {
        problem = why;
        return null;
    }
}
