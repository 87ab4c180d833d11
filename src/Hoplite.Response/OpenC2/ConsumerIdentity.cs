namespace Hoplite.Response.OpenC2;

/// <summary>What a consumer is called by; a command that names another one is not done (SLPF 1.0 §2.1.4).</summary>
public sealed record ConsumerIdentity
{
    /// <summary>Its name as a machine.</summary>
    public string? Hostname { get; init; }

    /// <summary>Its name as a packet filter.</summary>
    public string? AssetId { get; init; }

    /// <summary>Its name of several words.</summary>
    public IReadOnlyList<string> AssetTuple { get; init; } = [];

    /// <summary>The groups it is in.</summary>
    public IReadOnlyList<string> NamedGroups { get; init; } = [];

    /// <summary>How many requests a minute it takes.</summary>
    public int RateLimit { get; init; } = 600;

    /// <summary>Whether it is meant.</summary>
    public bool IsMeant(OpenC2Actuator? actuator) =>
        actuator is null
        || ((actuator.Hostname is null || actuator.Hostname.Equals(Hostname, StringComparison.OrdinalIgnoreCase))
            && (actuator.AssetId is null || actuator.AssetId == AssetId)
            && (actuator.NamedGroup is null || NamedGroups.Contains(actuator.NamedGroup, StringComparer.Ordinal))
            && (actuator.AssetTuple is null || actuator.AssetTuple.SequenceEqual(AssetTuple, StringComparer.Ordinal)));
}
