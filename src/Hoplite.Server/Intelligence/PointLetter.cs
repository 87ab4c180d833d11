using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Privacy;

namespace Hoplite.Server.Intelligence;

/// <summary>A letter with many hidden values: the letter as one line of JSON, and after it the values, 32 bytes each. The letter names their number and SHA-256.</summary>
static class PointLetter
{
    /// <summary>The most values of one side.</summary>
    public const int Most = 100_000;

    const int LongestLetter = 4 << 10;

    /// <summary>The most bytes of one: the values of both sides.</summary>
    public const int Longest = LongestLetter + 2 * Most * PrivateIntersection.PointLength;

    /// <summary>What a letter says of values.</summary>
    public static JsonObject Content(ReadOnlySpan<byte> points) => new() { ["points"] = (points.Length / PrivateIntersection.PointLength).ToString(CultureInfo.InvariantCulture), ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(points)) };

    /// <summary>Both as bytes.</summary>
    public static byte[] Write(PeerLetter letter, PeerKey key, ReadOnlySpan<byte> points) => [.. Encoding.UTF8.GetBytes(letter.Write(key).ToJsonString()), (byte)'\n', .. points];

    /// <summary>Reads both.</summary>
    /// <exception cref="InvalidDataException">The letter does not hold, or the values are not those it names.</exception>
    public static (PeerLetter Letter, ReadOnlyMemory<byte> Points) Read(ReadOnlyMemory<byte> bytes, PeerId self, string about, DateTimeOffset now)
    {
        var end = bytes.Span[..Math.Min(bytes.Length, LongestLetter)].IndexOf((byte)'\n');
        if (end < 0) throw new InvalidDataException("there is no letter in it");
        var points = bytes[(end + 1)..];
        try
        {
            if (JsonNode.Parse(bytes.Span[..end], documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) is not JsonObject node) throw new InvalidDataException("there is no letter in it");
            var letter = PeerLetter.Read(node, self, about, now, out var problem) ?? throw new InvalidDataException("the letter does not hold: " + problem);
            return JsonNode.DeepEquals(letter.Content, Content(points.Span)) && points.Length % PrivateIntersection.PointLength == 0 ? (letter, points) : throw new InvalidDataException("the values are not those the letter names");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException("there is no letter in it", wrong);
        }
    }
}
