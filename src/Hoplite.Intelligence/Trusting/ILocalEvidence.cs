namespace Hoplite.Intelligence.Trusting;

/// <summary>What this node knows by itself of a thing that others call bad.</summary>
public interface ILocalEvidence
{
    /// <summary>Whether it is one of the node's own machines, networks, domains or accounts, or otherwise protected.</summary>
    bool IsOwn(Named named);

    /// <summary>The ordinary use of it that was seen lately; null when it was not seen.</summary>
    LocalUse? Use(Named named);
}

/// <summary>Ordinary use of a thing in the node's own network.</summary>
/// <param name="Hosts">How many machines used it.</param>
/// <param name="Days">On how many days of the last thirty.</param>
/// <param name="Events">How many events name it.</param>
public sealed record LocalUse(int Hosts, int Days, long Events)
{
    /// <summary>Whether so many machines use it for so long that it is part of the day's work.</summary>
    public bool IsOrdinary => (Hosts >= 3 && Days >= 2) || (Hosts >= 1 && Days >= 7);

    /// <summary>Whether that holds for a kind of thing. A file or a web address that several machines have met for some days is what an attack looks like; it takes longer to be the day's work.</summary>
    public bool IsOrdinaryFor(NamedKind kind) => kind is NamedKind.Hash or NamedKind.Url ? Hosts >= 3 && Days >= 14 : IsOrdinary;
}
