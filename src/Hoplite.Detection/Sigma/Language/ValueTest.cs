using System.Net;

namespace Hoplite.Detection.Sigma;

/// <summary>What the value of a field must satisfy: a closed union. All modifiers but <c>all</c> and <c>neq</c> end up here.</summary>
public abstract record ValueTest
{
    private protected ValueTest()
    {
    }
}

/// <summary>The text matches a pattern with wildcards, from end to end.</summary>
/// <param name="Pattern">The pattern; <c>contains</c> and its kin have become wildcards at its ends.</param>
/// <param name="Cased">Whether upper and lower case differ (<c>cased</c>).</param>
public sealed record TextTest(WildcardPattern Pattern, bool Cased = false) : ValueTest;

/// <summary>A number written without quotes in the rule: the value is the same number, as a number or as its text.</summary>
public sealed record NumberTest(decimal Value) : ValueTest;

/// <summary><c>lt</c>, <c>lte</c>, <c>gt</c>, <c>gte</c>; false for a value that is no number.</summary>
public sealed record OrderTest(Order Order, decimal Bound) : ValueTest;

/// <summary>A regular expression that matches anywhere in the text; case matters unless <paramref name="Options"/> say otherwise.</summary>
public sealed record RegexTest(string Pattern, RegexFlags Options) : ValueTest;

/// <summary>The text is an IP address within the network; false for anything else.</summary>
public sealed record CidrTest(IPNetwork Network) : ValueTest;

/// <summary><c>null</c> in the rule: the field is absent or holds null.</summary>
public sealed record NullTest : ValueTest;

/// <summary><c>exists</c>: the field is there, even when empty or null, or is not.</summary>
public sealed record ExistsTest(bool Expected) : ValueTest;

/// <summary><c>fieldref</c>: the text relates to the text of another field, without regard to case; false when either is absent.</summary>
public sealed record FieldReferenceTest(string Other, TextRelation Relation, bool Cased = false) : ValueTest;

/// <summary><c>minute</c> to <c>year</c>: the part of the time in the text, as it is written there, compares with a number.</summary>
public sealed record TimePartTest(TimePart Part, Order Order, decimal Bound) : ValueTest;

/// <summary>How two numbers compare.</summary>
public enum Order
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Less than.</summary>
    Less,

    /// <summary>Less than or equal.</summary>
    LessOrEqual,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Greater than or equal.</summary>
    GreaterOrEqual,

    /// <summary>Not equal.</summary>
    NotEqual,
}

/// <summary>How one text relates to another.</summary>
public enum TextRelation
{
    /// <summary>The same text.</summary>
    Equals,

    /// <summary>Starts with it.</summary>
    StartsWith,

    /// <summary>Ends with it.</summary>
    EndsWith,

    /// <summary>Contains it.</summary>
    Contains,
}

/// <summary>The parts of a time that Sigma can test.</summary>
public enum TimePart
{
    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>1 to 31.</summary>
    Day,

    /// <summary>ISO 8601 week, 1 to 53.</summary>
    Week,

    /// <summary>1 to 12.</summary>
    Month,

    /// <summary>The year.</summary>
    Year,
}

/// <summary>The options of a regular expression that Sigma knows.</summary>
[Flags]
public enum RegexFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>i</c>.</summary>
    IgnoreCase = 1,

    /// <summary><c>m</c>.</summary>
    MultiLine = 2,

    /// <summary><c>s</c>.</summary>
    SingleLine = 4,
}
