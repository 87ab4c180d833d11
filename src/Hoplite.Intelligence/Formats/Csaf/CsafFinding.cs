namespace Hoplite.Intelligence.Formats.Csaf;

/// <summary>Something that is wrong with an advisory.</summary>
/// <param name="Test">The test of the standard that failed, such as <c>6.1.3</c> (CSAF 2.0 §6.1).</param>
/// <param name="Path">Where, a JSON pointer such as <c>/vulnerabilities/0/cve</c>.</param>
/// <param name="Message">What it is; may hold text of the advisory.</param>
public sealed record CsafFinding(string Test, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Test} {Path}: {Message}";
}
