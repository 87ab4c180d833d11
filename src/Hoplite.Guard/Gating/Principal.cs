namespace Hoplite.Guard.Gating;

/// <summary>Who wants something done: software in one of its roles, or a person.</summary>
/// <param name="IsHuman">Whether it is a person who is signed in.</param>
/// <param name="Name">The role of the software, or the name of the person.</param>
public sealed record Principal(bool IsHuman, string Name)
{
    /// <summary>Software in a role.</summary>
    public static Principal Agent(string role) => new(IsHuman: false, role);

    /// <summary>A person.</summary>
    public static Principal Human(string name) => new(IsHuman: true, name);
}
