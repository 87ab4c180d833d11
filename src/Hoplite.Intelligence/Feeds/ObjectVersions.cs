using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Feeds;

/// <summary>Makes newer versions of objects that come from lists, which say neither when something ended nor that it is back.</summary>
static class ObjectVersions
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <summary>An indicator that ends now. It is not taken back, since that is final (STIX 2.1 §3.6) and lists name things again.</summary>
    /// <param name="json">It as it is here.</param>
    /// <param name="version">Its version.</param>
    /// <param name="asOf">The version of the list that leaves it out.</param>
    /// <param name="now">When it ends.</param>
    /// <returns>Null for an object that is no indicator, and so has no end.</returns>
    public static ReadOnlyMemory<byte>? Ended(ReadOnlyMemory<byte> json, DateTimeOffset version, DateTimeOffset asOf, DateTimeOffset now)
    {
        var node = JsonNode.Parse(json.Span)!.AsObject();
        if ((string?)node["type"] != "indicator") return null;
        node["modified"] = StixTime.Write(asOf > version + Step ? asOf : version + Step);

        // It must end after it began; what was to begin later only never begins.
        if (StixTime.TryParse((string?)node["valid_from"], out var from) && from.Instant + Step >= now) node["revoked"] = true;
        else node["valid_until"] = StixTime.Write(now);
        return JsonSerializer.SerializeToUtf8Bytes(node, StixJson.Plain);
    }

    /// <summary>An object as a version after one that is here.</summary>
    public static ReadOnlyMemory<byte> Again(ReadOnlyMemory<byte> json, DateTimeOffset version)
    {
        var node = JsonNode.Parse(json.Span)!.AsObject();
        node["modified"] = StixTime.Write(version + Step);
        return JsonSerializer.SerializeToUtf8Bytes(node, StixJson.Plain);
    }

    /// <summary>The id of an object, and whether it has versions.</summary>
    public static (string Id, DateTimeOffset? Modified) Head(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        var (id, modified) = ("", (DateTimeOffset?)null);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (reader.ValueTextEquals("id"u8) && reader.Read()) id = reader.GetString() ?? "";
            else if (reader.ValueTextEquals("modified"u8) && reader.Read() && StixTime.TryParse(reader.GetString(), out var stamp)) modified = stamp.Instant;
        }

        return (id, modified);
    }
}
