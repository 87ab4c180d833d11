namespace Hoplite.Detection.Sigma;

/// <summary>A value on its way through the modifiers.</summary>
/// <param name="Test">What it would test if the chain ended here.</param>
/// <param name="Source">The value as written.</param>
/// <param name="IsBytes">Each character of the pattern stands for one byte, as after <c>wide</c>.</param>
readonly record struct Draft(ValueTest Test, string Source, bool IsBytes = false)
{
    /// <summary>The value before any modifier: only a plain scalar is a number; a truth value is its word.</summary>
    public static Draft Of(YamlScalar scalar, bool withPlaceholders, int line)
    {
        if (scalar.IsNull) return new Draft(new NullTest(), "");
        if (scalar.TryNumber(out var number)) return new Draft(new NumberTest(number), scalar.Text);
        if (scalar.Text.Length > LongestText) throw new RuleProblem(line, $"A value is longer than {LongestText} characters.");
        var text = scalar.Truth is { } truth ? truth ? "true" : "false" : scalar.Text;
        return new Draft(new TextTest(PatternReader.Read(text, withPlaceholders)), text);
    }

    const int LongestText = 65_536;

    /// <summary>The pattern of a text; a number gives its digits.</summary>
    public WildcardPattern Pattern(string modifier, int line) => Test switch
    {
        TextTest text => text.Pattern,
        NumberTest => WildcardPattern.Exactly(Source),
        NullTest => throw new RuleProblem(line, $"The modifier '{modifier}' cannot be applied to null."),
        _ => throw new RuleProblem(line, $"The modifier '{modifier}' needs a text."),
    };

    public Draft With(WildcardPattern pattern, bool? isBytes = null) =>
        this with { Test = new TextTest(pattern, Test is TextTest { Cased: true }), IsBytes = isBytes ?? IsBytes };
}
