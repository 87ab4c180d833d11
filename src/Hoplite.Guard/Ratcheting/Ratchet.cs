using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Ratcheting;

/// <summary>What models and untrusted data may change: they raise, they never lower. Lowering takes a person, or a rule over facts nobody outside chooses.</summary>
public static class Ratchet
{
    /// <summary>Whether somebody with such a label may lower at all.</summary>
    /// <param name="by">The label of what asks for it.</param>
    /// <param name="fromModel">Whether a model took part.</param>
    public static bool MayLower(Label by, bool fromModel) => !fromModel && by.Integrity >= Integrity.Operator;

    /// <summary>The value after somebody proposed another.</summary>
    /// <param name="now">The value now; ordered, the more serious the greater.</param>
    /// <param name="proposed">The proposed one.</param>
    /// <param name="by">The label of what proposes it.</param>
    /// <param name="fromModel">Whether a model took part.</param>
    public static T Move<T>(T now, T proposed, Label by, bool fromModel)
        where T : struct, Enum =>
        Comparer<T>.Default.Compare(proposed, now) >= 0 || MayLower(by, fromModel) ? proposed : now;
}
