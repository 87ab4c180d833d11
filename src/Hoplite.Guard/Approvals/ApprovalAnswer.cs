using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Approvals;

/// <summary>What came of an answer.</summary>
[CrossingType("a closed list")]
public enum ApprovalAnswer
{
    /// <summary>It counts.</summary>
    Counted,

    /// <summary>There is no such question, or it was answered or has expired.</summary>
    NotOpen,

    /// <summary>Nobody who may approve has this key.</summary>
    UnknownKey,

    /// <summary>The signature is not one of this question.</summary>
    BadSignature,

    /// <summary>The same person has answered before; another one is needed.</summary>
    AnsweredBefore,

    /// <summary>The person has approved as much within the hour as can be done with care, or has approved a test question.</summary>
    Tired,

    /// <summary>The question was a test that nobody should approve. Nothing is done, and the person rests for an hour.</summary>
    WasTest,

    /// <summary>The ledger could not be written; ask again.</summary>
    NotWritten,
}
