using System.Text.Json;
using Hoplite.Intelligence.Patterning;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>The cases of the reference validator and matcher.</summary>
public sealed class PatternCases
{
    [Fact]
    public void Syntax_verdicts_are_those_of_the_reference_validator()
    {
        using var cases = Read("stix21_pattern_syntax_cases.json");
        string[] wrong = [.. cases.RootElement.EnumerateArray().Where(c => IsValid(c.GetProperty("pattern").GetString()!) != c.GetProperty("valid").GetBoolean()).Select(c => c.GetProperty("pattern").GetString()!)];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Match_verdicts_are_those_of_the_reference_matcher()
    {
        using var cases = Read("stix21_pattern_match_cases.json");
        var wrong = new List<string>();
        foreach (var item in cases.RootElement.EnumerateArray())
        {
            var expected = item.TryGetProperty("error", out _) ? "error" : item.GetProperty("match").GetBoolean() ? "match" : "none";
            var found = Verdict(item.GetProperty("pattern").GetString()!, item.GetProperty("observed"));
            if (found != expected) wrong.Add($"{item.GetProperty("pattern").GetString()}: {found} instead of {expected}");
        }

        Assert.Empty(wrong);
    }

    static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("stix/cases/" + name)));

    static bool IsValid(string pattern)
    {
        try
        {
            var parsed = StixPattern.Parse(pattern);
            Assert.Equal(parsed.ToString(), StixPattern.Parse(parsed.ToString()).ToString());
            return true;
        }
        catch (PatternException)
        {
            return false;
        }
    }

    static string Verdict(string pattern, JsonElement observed)
    {
        try
        {
            return PatternMatcher.Compile(pattern).Match(ObservationReader.Read(observed)).IsMatch ? "match" : "none";
        }
        catch (PatternException)
        {
            return "error";
        }
    }
}
