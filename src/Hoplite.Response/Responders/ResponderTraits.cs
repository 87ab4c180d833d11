using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders;

/// <summary>What a responder says of itself.</summary>
/// <param name="Name">Its name: small letters and dashes; its page in the documentation has the same name.</param>
/// <param name="Kinds">The kinds of action it does.</param>
/// <param name="Undo">How well it takes an action back.</param>
/// <param name="IsRepeatable">Whether doing the same again, with the same key, has no further effect. What is not is never tried again by itself.</param>
/// <param name="Needs">What must be there for it to work, in one sentence.</param>
public sealed record ResponderTraits(string Name, IReadOnlyList<ActionKind> Kinds, Reversibility Undo, bool IsRepeatable, string Needs);

/// <summary>How well an action can be taken back.</summary>
public enum Reversibility
{
    /// <summary>Not at all: a message is sent, a process has ended.</summary>
    None,

    /// <summary>By another action that has the opposite effect.</summary>
    Compensated,

    /// <summary>Things are then as they were, bit by bit.</summary>
    Exact,
}

/// <summary>Whether an action is in effect.</summary>
public enum Effect
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>It is not.</summary>
    Absent,

    /// <summary>It is.</summary>
    Present,
}

/// <summary>A responder could not do what it was asked to.</summary>
/// <param name="message">What, where and what to do, in one sentence without secrets.</param>
/// <param name="cause">What it comes from.</param>
public sealed class ResponderException(string message, Exception? cause = null) : Exception(message, cause);
