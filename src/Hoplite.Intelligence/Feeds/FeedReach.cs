using System.Net;

namespace Hoplite.Intelligence.Feeds;

/// <summary>How a feed is reached, and how much of it is read.</summary>
public sealed record FeedReach
{
    /// <summary>Networks that may be reached although they are private, such as <c>10.1.2.0/24</c>.</summary>
    public IReadOnlyList<IPNetwork> Allowed { get; init; } = [];

    /// <summary>Whether it may be read without TLS.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The header a secret is sent in, such as <c>Authorization</c>; null to send none.</summary>
    public string? Header { get; init; }

    /// <summary>What is sent in it; only to the server the feed is configured with.</summary>
    public string? Secret { get; init; }

    /// <summary>The longest file, bytes, unpacked.</summary>
    public int MaxFileBytes { get; init; } = 64 << 20;

    /// <summary>The most files of one poll; the next poll goes on from there.</summary>
    public int MaxFiles { get; init; } = 1_000;

    /// <summary>The most bytes of one poll.</summary>
    public long MaxPollBytes { get; init; } = 1L << 30;

    /// <summary>How long one file may take, from the question to its last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
