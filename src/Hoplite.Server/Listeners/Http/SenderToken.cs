using System.Text;
using Hoplite.Server.Sources;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Listeners.Http;

/// <summary>Finds the source of a request by its token, however its kind of sender writes it.</summary>
static class SenderToken
{
    /// <summary>The source; null when there is no valid token.</summary>
    /// <remarks>
    /// <c>Authorization: Bearer T</c>, <c>Splunk T</c>, <c>ApiKey base64(id:T)</c>, <c>ApiKey T</c>, <c>Basic base64(anything:T)</c>.
    /// </remarks>
    public static EnrolledSource? Find(HttpRequest request, SourceBook sources)
    {
        var header = request.Headers.Authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || header.Length > 512) return null;
        var value = header[(space + 1)..].Trim();
        return header[..space].ToUpperInvariant() switch
        {
            "BEARER" or "SPLUNK" => sources.ByToken(value),
            "APIKEY" => sources.ByToken(value) ?? sources.ByToken(Second(value)),
            "BASIC" => sources.ByToken(Second(value)),
            _ => null,
        };
    }

    static string Second(string base64)
    {
        Span<byte> bytes = stackalloc byte[400];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return "";
        var text = Encoding.UTF8.GetString(bytes[..length]);
        return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
