using System.Runtime.CompilerServices;
namespace Hoplite.Detection.Matching;

/// <summary>The condition of one rule as a flat program over the predicates of its plan, in prefix order.</summary>
/// <remarks>An operator is negative and followed by the index behind its last operand; everything else is a predicate's number.</remarks>
sealed class RuleProgram(int rule, int[] code, IReadOnlyDictionary<string, string> fields)
{
    /// <summary>All operands hold.</summary>
    public const int And = -1;

    /// <summary>Some operand holds.</summary>
    public const int Or = -2;

    /// <summary>The operand does not hold.</summary>
    public const int Not = -3;

    /// <summary>The number of the rule in its set.</summary>
    public int Rule { get; } = rule;

    /// <summary>Names the rule uses for fields that the source calls otherwise.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } = fields;

    /// <summary>Whether the event satisfies the condition.</summary>
    public bool Holds(PredicateMemo memo)
    {
        var at = 0;
        return Holds(memo, ref at);
    }

    /// <summary>The predicates that hold and speak for the condition, not against it.</summary>
    public IEnumerable<int> Affirmed(PredicateMemo memo)
    {
        var negations = new Stack<int>();
        for (var at = 0; at < code.Length; at++)
        {
            while (negations.TryPeek(out var end) && at >= end) negations.Pop();
            var op = code[at];
            if (op == Not) negations.Push(code[at + 1]);
            if (op < 0) at++;
            else if (negations.Count % 2 == 0 && memo.Holds(op)) yield return op;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool Holds(PredicateMemo memo, ref int at)
    {
        var op = code[at++];
        if (op >= 0) return memo.Holds(op);
        var end = code[at++];
        bool result;
        switch (op)
        {
            case Not:
                result = !Holds(memo, ref at);
                break;
            case And:
                result = true;
                while (at < end && result) result = Holds(memo, ref at);
                break;
            default:
                result = false;
                while (at < end && !result) result = Holds(memo, ref at);
                break;
        }

        at = end;
        return result;
    }
}
