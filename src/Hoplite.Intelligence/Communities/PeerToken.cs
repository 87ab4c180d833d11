using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hoplite.Intelligence.Communities;

/// <summary>How a peer shows another who it is: a bearer token that it signs itself, for one other and for a few minutes. No secret is ever handed over.</summary>
public static class PeerToken
{
    const string Mark = "hoplite1";

    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    /// <summary>A token for another peer.</summary>
    public static string Issue(PeerKey key, PeerId audience, DateTimeOffset now)
    {
        var content = $"{Mark}.{key.Id.Text}.{audience.Text}.{(now + Lasts).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        return content + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(content)));
    }

    /// <summary>Who shows a token; null when it is none, is over, or was meant for another.</summary>
    public static PeerId? Read(string token, PeerId self, DateTimeOffset now)
    {
        if (token.Length > 300 || token.Split('.') is not [Mark, var peer, var audience, var until, var signature] || audience != self.Text) return null;
        if (PeerId.Read(peer) is not { } who || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end) || signature.Length != 86 || !Base64Url.IsValid(signature)) return null;
        if (end < now.ToUnixTimeSeconds() || end > (now + Lasts + Lasts).ToUnixTimeSeconds()) return null;
        return who.Verify(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), Base64Url.DecodeFromChars(signature)) ? who : null;
    }
}
