using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Communities;

/// <summary>Somebody this node shares with.</summary>
/// <param name="Key">Who it is.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Community">The community.</param>
/// <param name="Address">The address of its TAXII API root; null when it cannot be reached and only fetches.</param>
/// <param name="InvitedBy">Who let it in; null for a founder.</param>
/// <param name="Since">Since when.</param>
/// <param name="Clearance">The highest level it may see.</param>
/// <param name="Groups">The sharing groups it belongs to.</param>
/// <param name="Expelled">When it was put out; null while it belongs.</param>
public sealed record Member(
    PeerId Key, string Name, string Community, Uri? Address, PeerId? InvitedBy, DateTimeOffset Since, Tlp Clearance, IReadOnlyList<string> Groups, DateTimeOffset? Expelled = null);
