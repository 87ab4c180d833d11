namespace Hoplite.Intelligence.Patterning;

/// <summary>A pattern is not one of STIX 2.1 §9, or cannot be carried out.</summary>
/// <param name="sentence">What is wrong, one plain sentence.</param>
/// <param name="position">Where in the text of the pattern, in characters from 0; -1 when it is about the whole.</param>
public sealed class PatternException(string sentence, int position = -1) : Exception(sentence)
{
    /// <summary>Where in the text of the pattern, in characters from 0; -1 when it is about the whole.</summary>
    public int Position { get; } = position;
}
