using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Communities;

/// <summary>A word of a member that lets somebody in: who invites, into which community, until when, with which rights.</summary>
/// <param name="Community">The name of the community.</param>
/// <param name="Inviter">Who invites.</param>
/// <param name="Address">Where the inviter is reached: the address of its TAXII API root.</param>
/// <param name="Guest">What the invitation is for, in the words of the inviter.</param>
/// <param name="Nonce">Makes it one of a kind; it is good for one guest.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Clearance">The highest TLP level that the guest may see.</param>
/// <param name="Groups">The sharing groups it will belong to.</param>
public sealed record Invitation(string Community, PeerId Inviter, Uri Address, string Guest, string Nonce, DateTimeOffset Expires, Tlp Clearance, IReadOnlyList<string> Groups)
{
    const string Mark = "hoplite-invitation.";
    const int Longest = 8_192;

    /// <summary>As text that can be sent by mail: <c>hoplite-invitation.</c>, the content and the signature in base64url.</summary>
    public string Write(PeerKey key)
    {
        var content = CanonicalJson.Bytes(Content());
        return Mark + Base64Url.EncodeToString(content) + "." + Base64Url.EncodeToString(key.Sign(content));
    }

    /// <summary>Reads one and checks its signature.</summary>
    /// <exception cref="InvalidDataException">It is none, or was altered.</exception>
    public static Invitation Read(string text)
    {
        text = text.Trim();
        if (text.Length > Longest || !text.StartsWith(Mark, StringComparison.Ordinal) || text[Mark.Length..].Split('.') is not [var content, var signature]) throw new InvalidDataException("this is not an invitation; paste the whole text that begins with 'hoplite-invitation.'");
        try
        {
            var bytes = Base64Url.DecodeFromChars(content);
            var node = JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = 4 })!.AsObject();
            var invitation = new Invitation(
                (string)node["community"]!, PeerId.Read((string?)node["inviter"]) ?? throw new FormatException("inviter"), new Uri((string)node["address"]!), (string)node["guest"]!, (string)node["nonce"]!,
                DateTimeOffset.FromUnixTimeSeconds((long)node["expires"]!), Enum.Parse<Tlp>((string)node["clearance"]!), [.. node["groups"]!.AsArray().Select(g => (string)g!)]);
            return invitation.Inviter.Verify(bytes, Base64Url.DecodeFromChars(signature)) ? invitation : throw new InvalidDataException("the invitation was altered on its way; ask for a new one");
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException or ArgumentException or NullReferenceException or OverflowException)
        {
            throw new InvalidDataException("this invitation is damaged; ask for a new one", wrong);
        }
    }

    JsonObject Content() => new()
    {
        ["community"] = Community,
        ["inviter"] = Inviter.Text,
        ["address"] = Address.ToString(),
        ["guest"] = Guest,
        ["nonce"] = Nonce,
        ["expires"] = Expires.ToUnixTimeSeconds(),
        ["clearance"] = Clearance.ToString(),
        ["groups"] = new JsonArray([.. Groups.Select(g => JsonValue.Create(g))]),
    };
}
