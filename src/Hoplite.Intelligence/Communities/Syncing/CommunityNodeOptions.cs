using Hoplite.Intelligence.Taxii.Client;

namespace Hoplite.Intelligence.Communities;

/// <summary>How a node reaches the members of its community.</summary>
public sealed record CommunityNodeOptions
{
    /// <summary>Bounds, and which private networks may be reached.</summary>
    public TaxiiClientOptions Client { get; init; } = new();

    /// <summary>How often it fetches what it may have missed.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);
}
