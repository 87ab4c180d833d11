namespace Hoplite.Response.Broking;

/// <summary>Where an action is. It is always in exactly one state, and each is written down before what it announces is done.</summary>
public enum ActionState
{
    /// <summary>It is being done; after a sudden end nobody knows whether it was.</summary>
    Acting,

    /// <summary>It is in effect and will be taken back when its lease ends.</summary>
    Active,

    /// <summary>It was done and cannot be taken back.</summary>
    Done,

    /// <summary>It is being taken back.</summary>
    Undoing,

    /// <summary>It was taken back; things are as they were.</summary>
    Undone,

    /// <summary>It could not be done; things are as they were.</summary>
    Failed,

    /// <summary>Outcome unknown: a person must look.</summary>
    Unknown,
}
