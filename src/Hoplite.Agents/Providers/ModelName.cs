using System.Text.RegularExpressions;

namespace Hoplite.Agents.Providers;

/// <summary>Whether the model that answered is the one that was asked.</summary>
static partial class ModelName
{
    /// <summary>A dated version or the newest one counts as the model; a smaller sibling of longer name does not. A server that says nothing is taken at its word.</summary>
    public static bool IsSame(ProviderOptions asked, string? answered)
    {
        if (string.IsNullOrEmpty(answered)) return true;
        foreach (var name in (ReadOnlySpan<string?>)[asked.AnswersAs, asked.Model])
            if (name is { Length: > 0 } && answered.StartsWith(name, StringComparison.OrdinalIgnoreCase) && Version().IsMatch(answered.AsSpan(name.Length))) return true;
        return false;
    }

    [GeneratedRegex(@"^(?:[-@:](?:\d{2,4}[\d.-]{0,12}|latest))?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
