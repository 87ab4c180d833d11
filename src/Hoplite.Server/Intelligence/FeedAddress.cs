using System.Net;
using System.Text;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Intelligence;

/// <summary>Where a feed is and how one signs in there, as the configuration says it, held to what is safe.</summary>
static class FeedAddress
{
    const string Place = "intelligence: feeds";

    /// <summary>Its address.</summary>
    /// <exception cref="ConfigurationException">It is none, or not allowed.</exception>
    public static Uri Of(FeedOptions feed, IReadOnlyList<IPNetwork> allowed)
    {
        if (feed.Name.Length is 0 or > 80) throw Wrong("a feed needs a name of up to 80 characters");
        if (!Uri.TryCreate(feed.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || (feed.Kind == FeedKind.Taxii && feed.Collection.Length == 0))
            throw Wrong(feed.Kind == FeedKind.Taxii ? $"the feed '{feed.Name}' needs a name, the address of an API root and the id of a collection" : $"the feed '{feed.Name}' needs the address of a {(feed.Kind == FeedKind.Misp ? "folder with manifest.json" : "list")}");
        if (address.UserInfo.Length > 0) throw Wrong($"the feed '{feed.Name}' has a password in its address; use user and password");
        if (feed.Confidence is < 0 or > 100) throw Wrong($"the confidence of the feed '{feed.Name}' goes from 0 to 100");
        if (feed.MaxAgeDays is < 1) throw Wrong($"max_age_days of the feed '{feed.Name}' is at least 1");
        return address.Scheme == "https" || feed.AllowHttp || IsNear(address, allowed) ? address : throw Wrong($"the feed '{feed.Name}' would be read without TLS; use https, or set allow_http for it");
    }

    /// <summary>How often it is polled.</summary>
    public static TimeSpan Every(FeedOptions feed) => TimeSpan.FromMinutes(Math.Clamp(feed.EveryMinutes, 1, 40_000));

    /// <summary>The longest file of it, bytes.</summary>
    public static int Bytes(FeedOptions feed) => Math.Clamp(feed.MaxFileMb, 1, 1_024) << 20;

    /// <summary>The header one signs in with, and what stands in it.</summary>
    public static (string? Header, string? Secret) Credential(FeedOptions feed)
    {
        if (Secret(feed.Token) is { } token) return feed.Header is { } header ? (header, token) : ("Authorization", feed.Kind == FeedKind.Misp ? token : "Bearer " + token);
        return feed.User is { } user ? ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Secret(feed.Password)}"))) : (null, null);
    }

    /// <summary>A secret from where it is kept.</summary>
    /// <exception cref="ConfigurationException">It is not there, or stands in the configuration.</exception>
    public static string? Secret(string? reference)
    {
        if (reference is not null && !reference.StartsWith("env:", StringComparison.Ordinal) && !reference.StartsWith("file:", StringComparison.Ordinal)) throw Wrong("a secret stands in the configuration; keep it in an environment variable (env:NAME) or a file (file:PATH)");
        try
        {
            return KeptValue.Read(reference);
        }
        catch (InvalidDataException wrong)
        {
            throw Wrong(wrong.Message);
        }
    }

    // Whoever allows a private network by name has its wires in hand.
    static bool IsNear(Uri address, IReadOnlyList<IPNetwork> allowed) =>
        IPAddress.TryParse(address.IsLoopback && address.HostNameType == UriHostNameType.Dns ? "127.0.0.1" : address.Host.Trim('[', ']'), out var literal) && allowed.Any(n => n.Contains(literal));

    static ConfigurationException Wrong(string why) => new(Place, 0, why);
}
