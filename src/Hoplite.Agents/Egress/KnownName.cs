namespace Hoplite.Agents.Egress;

/// <summary>What a name stands for.</summary>
public enum NameKind
{
    /// <summary>A machine.</summary>
    Host,

    /// <summary>A person or an account.</summary>
    User,

    /// <summary>An address.</summary>
    Address,

    /// <summary>Something else; also a text that happens to look like a pseudonym.</summary>
    Word,
}

/// <summary>A name that no model is shown.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Value">It.</param>
public sealed record KnownName(NameKind Kind, string Value);
