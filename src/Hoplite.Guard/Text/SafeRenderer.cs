namespace Hoplite.Guard.Text;

/// <summary>Shows untrusted text to people, harmless in each medium.</summary>
public static class SafeRenderer
{
    /// <summary>One harmless line of plain text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters are shown at most.</param>
    public static string Line(UntrustedText text, int longest = 2000) => Incidents.Reports.SafeText.OneLine(text.Reveal(), longest);
}
