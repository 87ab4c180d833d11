namespace Hoplite.Intelligence.Stix;

/// <summary>Something that is wrong, or not good, with an object.</summary>
/// <param name="Path">Where, such as <c>objects[3].external_references[0].url</c>; empty for the whole object.</param>
/// <param name="Message">What it is, and what to do.</param>
/// <param name="Check">Name of the check that found it, such as <c>uuid-check</c>; empty for a rule that cannot be switched off.</param>
/// <param name="IsError">Whether the object is refused for it.</param>
public sealed record StixFinding(string Path, string Message, string Check, bool IsError)
{
    /// <summary>The check that properties which a type requires are there.</summary>
    public const string Required = "required";

    /// <summary>The check that times of an object do not contradict one another.</summary>
    public const string Order = "order";

    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
