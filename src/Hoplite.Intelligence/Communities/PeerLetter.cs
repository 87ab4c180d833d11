using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Intelligence.Communities;

/// <summary>A message from one peer to one other, signed by the sender over its canonical JSON (RFC 8785): nobody on the way can alter it, keep it for later, or send it elsewhere.</summary>
/// <param name="From">Who sends it.</param>
/// <param name="To">For whom it is.</param>
/// <param name="About">What it is about; a letter about one thing is none about another.</param>
/// <param name="At">When it was written.</param>
/// <param name="Nonce">What tells it apart; an answer carries that of the question.</param>
/// <param name="Content">What it says.</param>
public sealed record PeerLetter(PeerId From, PeerId To, string About, DateTimeOffset At, string Nonce, JsonObject Content)
{
    /// <summary>For how long a letter holds, and how far two clocks may be apart.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    const int Members = 7;

    /// <summary>A letter of now.</summary>
    public static PeerLetter Of(PeerId from, PeerId to, string about, JsonObject content, DateTimeOffset now) => new(from, to, about, now, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), content);

    /// <summary>The answer to it.</summary>
    public PeerLetter Answer(string about, JsonObject content, DateTimeOffset now) => new(To, From, about, now, Nonce, content);

    /// <summary>Writes and signs it.</summary>
    /// <exception cref="ArgumentException">The key is not the sender's.</exception>
    public JsonObject Write(PeerKey key)
    {
        if (!key.Id.Equals(From)) throw new ArgumentException("a letter is signed by its sender", nameof(key));
        var letter = new JsonObject
        {
            ["from"] = From.Text, ["to"] = To.Text, ["about"] = About, ["at"] = At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ["nonce"] = Nonce, ["content"] = Content.DeepClone(),
        };
        letter["signature"] = Base64Url.EncodeToString(key.Sign(CanonicalJson.Bytes(letter)));
        return letter;
    }

    /// <summary>Reads a letter and checks it; null with the problem when it does not hold.</summary>
    /// <param name="letter">The letter; hostile until this says otherwise.</param>
    /// <param name="self">Who reads it.</param>
    /// <param name="about">What it has to be about.</param>
    /// <param name="now">When.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static PeerLetter? Read(JsonObject letter, PeerId self, string about, DateTimeOffset now, out string problem)
    {
        try
        {
            if (letter.Count != Members || PeerId.Read(Text(letter["from"])) is not { } from || Text(letter["to"]) is not { } to || Text(letter["nonce"]) is not { Length: 32 } nonce || letter["content"] is not JsonObject content
                || Text(letter["signature"]) is not { Length: 86 } signature || !Base64Url.IsValid(signature) || !long.TryParse(Text(letter["at"]), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return Refuse("it has not the form of a letter", out problem);
            if (to != self.Text) return Refuse("it is for another", out problem);
            if (Text(letter["about"]) != about) return Refuse("it is about something else", out problem);
            var at = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
            if ((now - at).Duration() > Lasts) return Refuse("it is too old, or the clocks are more than five minutes apart", out problem);
            var signed = (JsonObject)letter.DeepClone();
            signed.Remove("signature");
            if (!from.Verify(CanonicalJson.Bytes(signed), Base64Url.DecodeFromChars(signature))) return Refuse("its signature does not hold", out problem);
            problem = "";
            return new PeerLetter(from, self, about, at, nonce, (JsonObject)content.DeepClone());
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException or ArgumentException)
        {
            return Refuse("it is no JSON that has one meaning", out problem);
        }
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static PeerLetter? Refuse(string why, out string problem)
    {
        problem = why;
        return null;
    }
}
