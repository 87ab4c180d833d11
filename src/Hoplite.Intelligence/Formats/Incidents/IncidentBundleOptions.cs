using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Formats.Incidents;

/// <summary>How an incident is made into intelligence for others.</summary>
public sealed record IncidentBundleOptions
{
    /// <summary>The STIX identity of who shares it; null to make one of <see cref="CreatorName"/>.</summary>
    public string? CreatorId { get; init; }

    /// <summary>What who shares it is called.</summary>
    public string CreatorName { get; init; } = "Hoplite";

    /// <summary>The marking of all of it.</summary>
    public Tlp Tlp { get; init; } = Tlp.Amber;

    /// <summary>The sharing group it is for; null for the whole community.</summary>
    public string? Group { get; init; }

    /// <summary>Says whether a thing belongs to the house itself and must not go out.</summary>
    public Func<Named, bool> IsOwn { get; init; } = static _ => false;

    /// <summary>Lists of what is so ordinary that naming it does harm.</summary>
    public WarningLists Warnings { get; init; } = WarningLists.Shipped;

    /// <summary>A playbook of CACAO as JSON, already free of what must stay in the house; null for none.</summary>
    public string? Playbook { get; init; }

    /// <summary>When this version was made; null for the time of the last finding.</summary>
    public DateTimeOffset? Modified { get; init; }
}
