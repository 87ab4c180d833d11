namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>
/// The confidence that tags of MISP state, from 0 to 100 as STIX 2.1 counts it: its appendix A for the Admiralty code, for low, moderate and high, and for words of likelihood; the numbers of the
/// taxonomy for the confidence level of MISP. Of several the lowest counts: a doubt is a doubt.
/// </summary>
static class MispConfidence
{
    /// <summary>What the tags state; null when they say nothing, or that it cannot be judged.</summary>
    public static int? Of(IEnumerable<string> tags) => tags.Select(Of).Min();

    static int? Of(string tag)
    {
        var equals = tag.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return null;
        var value = tag[(equals + 1)..].Trim().Trim('"').ToLowerInvariant();
        return tag[..equals].Trim().ToLowerInvariant() switch
        {
            "admiralty-scale:information-credibility" => value switch { "1" => 90, "2" => 70, "3" => 50, "4" => 30, "5" => 10, _ => null },

            // How reliable somebody is and how credible what was said are graded in the same steps.
            "admiralty-scale:source-reliability" => value switch { "a" => 90, "b" => 70, "c" => 50, "d" => 30, "e" => 10, _ => null },
            "misp:confidence-level" => value switch { "completely-confident" => 100, "usually-confident" => 75, "fairly-confident" => 50, "rarely-confident" => 25, "unconfident" => 0, _ => null },
            "estimative-language:confidence-in-analytic-judgment" => value switch { "high" => 85, "moderate" => 50, "low" => 15, _ => null },
            "estimative-language:likelihood-probability" => value switch
            {
                "almost-certain" => 95, "very-likely" => 85, "likely" => 70, "roughly-even-chance" => 50, "unlikely" => 30, "very-unlikely" => 15, "almost-no-chance" => 5, _ => null,
            },
            _ => null,
        };
    }
}
