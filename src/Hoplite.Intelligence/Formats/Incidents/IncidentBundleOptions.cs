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

    /// <summary>The playbooks that were used.</summary>
    public IReadOnlyList<SharedPlaybook> Playbooks { get; init; } = [];

    /// <summary>The count that is told of a thing that took part in so many findings; null to say only that it was seen.</summary>
    public Func<Named, int, long?> CountOf { get; init; } = static (_, findings) => findings;

    /// <summary>When the first version of an object was made, by its id; null for an object that was not made before.</summary>
    public Func<string, DateTimeOffset?> CreatedOf { get; init; } = static _ => null;

    /// <summary>When this version was made; null for the time of the last finding.</summary>
    public DateTimeOffset? Modified { get; init; }
}

/// <summary>A playbook that goes along with an incident.</summary>
/// <param name="Json">It, in CACAO.</param>
/// <param name="IsPublic">Whether everybody has it anyway; of others, what belongs to the house is taken out, and one that names a victim stays.</param>
public sealed record SharedPlaybook(string Json, bool IsPublic);
