using System.Text;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Matching;

/// <summary>
/// A set of tests of which at least one must hold before a rule can: the rule need not be looked at until one of them has.
/// </summary>
/// <param name="Terms">The tests.</param>
/// <param name="Cost">How often one of them is expected to hold, in arbitrary units; less is better.</param>
sealed record Witness(IReadOnlyList<Expression> Terms, long Cost)
{
    const long PresenceCost = 40_000;

    /// <summary>The best witness of a condition; null when the condition can hold without any test holding.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="weights">How common groups of bytes are.</param>
    public static Witness? Of(Expression condition, GramWeights weights)
    {
        switch (condition)
        {
            case FieldTest test:
                return CostOf(test.Test, weights) is { } cost ? new Witness([test], cost) : null;
            case KeywordTest test:
                return Keyword(test.Test, weights) is { } keyword ? new Witness([test], CostOf(keyword, weights)) : null;
            case AllOf all:
                return all.Terms.Select(t => Of(t, weights)).OfType<Witness>().MinBy(w => w.Cost);
            case AnyOf any:
                var terms = new List<Expression>();
                long sum = 0;
                foreach (var term in any.Terms)
                {
                    if (Of(term, weights) is not { } witness) return null;
                    terms.AddRange(witness.Terms);
                    sum += witness.Cost;
                }

                return new Witness(terms, sum);
            default:
                return null;
        }
    }

    /// <summary>The literal under which a test of a field can be filed; null when it can only be tried where the field is present.</summary>
    public static byte[]? Literal(ValueTest test, GramWeights weights)
    {
        switch (test)
        {
            case TextTest text:
                return Rarest(BytePattern.Of(text).Fileable, weights);
            case RegexTest regex when RegexLiterals.Mandatory(regex.Pattern) is { } literal && Ascii.IsValid(literal):
                var bytes = Folded(Encoding.ASCII.GetBytes(literal));
                return bytes.Length >= LiteralFilter.MinLength ? bytes : null;
            default:
                return null;
        }
    }

    /// <summary>
    /// The literal under which a keyword can be filed for a scan of the raw bytes: a run of letters, digits and such, which a
    /// source writes as they are unless it escapes characters that need no escape.
    /// </summary>
    public static byte[]? Keyword(ValueTest test, GramWeights weights)
    {
        if (test is not TextTest text) return null;
        return Rarest([.. BytePattern.Of(text).Necessary.SelectMany(PlainRuns).Where(r => r.Length >= LiteralFilter.MinLength)], weights);
    }

    static byte[]? Rarest(byte[][] literals, GramWeights weights)
    {
        if (literals.Length < 2) return literals.Length == 0 ? null : literals[0];
        var best = literals[0];
        foreach (var literal in literals)
            if (weights.RarestWeight(literal) < weights.RarestWeight(best)) best = literal;
        return best;
    }

    static IEnumerable<byte[]> PlainRuns(byte[] literal)
    {
        var start = 0;
        for (var i = 0; i <= literal.Length; i++)
        {
            if (i < literal.Length && literal[i] is >= 0x20 and < 0x7F and not ((byte)'"' or (byte)'\\' or (byte)'/' or (byte)'<' or (byte)'>' or (byte)'&' or (byte)'\'' or (byte)'+')) continue;
            yield return literal[start..i];
            start = i + 1;
        }
    }

    static byte[] Folded(byte[] literal)
    {
        var folded = new byte[literal.Length];
        TextFold.Fold(literal, folded);
        return folded;
    }

    static long CostOf(byte[] literal, GramWeights weights) => 1 + weights.RarestWeight(literal) * 8L + 64 / literal.Length;

    static long? CostOf(ValueTest test, GramWeights weights) => test switch
    {
        NullTest => null,
        ExistsTest { Expected: false } => null,
        _ when Literal(test, weights) is { } literal => CostOf(literal, weights),
        TextTest { Pattern.IsLiteral: true } => PresenceCost / 4,
        NumberTest => PresenceCost / 2,
        ExistsTest => PresenceCost * 2,
        RegexTest => PresenceCost * 4,
        _ => PresenceCost,
    };
}
