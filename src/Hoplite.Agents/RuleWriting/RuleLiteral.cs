using Hoplite.Detection.Sigma;

namespace Hoplite.Agents.RuleWriting;

/// <summary>One test of a proposed rule: a field, and the literal its value must be, or end with.</summary>
/// <param name="Source">The name the source gave the field.</param>
/// <param name="Name">The name under which rules know it.</param>
/// <param name="Text">The literal.</param>
/// <param name="IsEnding">Whether it is only the end of the value.</param>
sealed record RuleLiteral(string Source, string Name, string Text, bool IsEnding = false)
{
    const string Ending = "|endswith";

    /// <summary>The key of the selection.</summary>
    public string Key => IsEnding ? Name + Ending : Name;

    /// <summary>The literal as Sigma writes it: what would be a wildcard is escaped.</summary>
    public string Pattern => WildcardPattern.Exactly(Text).ToString();

    /// <summary>What a reader of the rule must make of it.</summary>
    public FieldTest Expected => new(Name, new TextTest(IsEnding ? new WildcardPattern([new AnyText(), new Literal(Text)]) : WildcardPattern.Exactly(Text)));
}
