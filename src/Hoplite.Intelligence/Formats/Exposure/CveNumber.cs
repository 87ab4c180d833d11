using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Formats.Exposure;

/// <summary>Numbers of CVE.</summary>
static partial class CveNumber
{
    /// <summary>Whether a text is one.</summary>
    public static bool Is(string? text) => text is { Length: <= 32 } && Form().IsMatch(text);

    /// <summary>One as it is written everywhere.</summary>
    public static string Of(string text) => text.Trim().ToUpperInvariant();

    [GeneratedRegex(@"^\s*CVE-\d{4}-\d{4,19}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
