using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Communities;

/// <summary>Who may get an object, by its marking and its group. What it does not allow does not leave.</summary>
/// <remarks>
/// CLEAR and GREEN go to every member and are passed on. AMBER goes to every member that may see it, and is passed on within its group only.
/// AMBER+STRICT and RED go from their author to the members of the group they name, and are never passed on.
/// </remarks>
public static class SharingPolicy
{
    /// <summary>Whether only its author may pass an object on.</summary>
    public static bool IsForAuthorOnly(SignedObject signed) => signed.Tlp >= Tlp.AmberStrict || (signed.Tlp == Tlp.Amber && signed.Group is null);

    /// <summary>Whether a node may give an object to a member.</summary>
    /// <param name="signed">The object.</param>
    /// <param name="self">The node that would give it.</param>
    /// <param name="to">The member that would get it.</param>
    public static bool MaySend(SignedObject signed, PeerId self, Member to)
    {
        if (to.Expelled is not null || to.Key.Equals(signed.Author)) return false;
        if (!signed.Author.Equals(self) && IsForAuthorOnly(signed)) return false;
        return MaySee(signed, to);
    }

    /// <summary>Whether a member may see an object at all.</summary>
    public static bool MaySee(SignedObject signed, Member member)
    {
        if (signed.Author.Equals(member.Key)) return true;
        if (signed.Tlp > member.Clearance) return false;
        if (signed.Group is { } group) return member.Groups.Contains(group, StringComparer.Ordinal);
        return signed.Tlp < Tlp.AmberStrict;
    }
}
