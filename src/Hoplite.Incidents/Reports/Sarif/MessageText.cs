namespace Hoplite.Incidents.Reports.Sarif;

/// <summary>Text of the evidence in a message of SARIF, where braces stand for arguments (§3.11.5) and brackets before parentheses for links (§3.11.6).</summary>
static class MessageText
{
    const int Longest = 4000;

    /// <summary>Text that names no argument and makes no link, so that no address of the evidence can be followed by a click.</summary>
    public static string Of(string text) => SafeText.OneLine(text, Longest)
        .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal).Replace("](", "] (", StringComparison.Ordinal);
}
