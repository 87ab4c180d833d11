namespace Hoplite.Server.Sources;

/// <summary>The state of a source in one word.</summary>
public enum SourceState
{
    /// <summary>Enrolled, and nothing has come from it yet.</summary>
    New,

    /// <summary>It delivers and can be read.</summary>
    Healthy,

    /// <summary>It has said nothing for longer than it may.</summary>
    Silent,

    /// <summary>A good part of what it sends cannot be read.</summary>
    Failing,
}
