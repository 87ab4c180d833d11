namespace Hoplite.Intelligence.Patterning;

/// <summary>A pattern of STIX 2.1 §9, parsed.</summary>
/// <param name="Expression">What it asks for.</param>
public sealed record StixPattern(ObservationExpression Expression)
{
    /// <summary>Parses a pattern; never throws anything but <see cref="PatternException"/>.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="grammarOnly">Whether to take what the grammar allows though a validator refuses it: a qualifier twice, a hash of a wrong form, START and STOP as STIX 2.0 wrote them.</param>
    /// <exception cref="PatternException">It is not a pattern, or larger than any sensible one.</exception>
    public static StixPattern Parse(string text, bool grammarOnly = false)
    {
        var expression = new PatternParser(text, takesOldTimes: grammarOnly).Parse();
        if (!grammarOnly) PatternChecks.Check(expression);
        return new StixPattern(expression);
    }

    /// <summary>The pattern as text that parses to the same pattern.</summary>
    public override string ToString() => PatternWriter.Write(Expression);
}
