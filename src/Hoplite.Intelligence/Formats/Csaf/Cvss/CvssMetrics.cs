namespace Hoplite.Intelligence.Formats.Csaf.Cvss;

/// <summary>A metric of CVSS.</summary>
/// <param name="Short">Its letters in a vector.</param>
/// <param name="Property">Its name in JSON.</param>
/// <param name="Values">Letters and words of its values.</param>
/// <param name="Required">Whether every vector has it.</param>
sealed record CvssMetric(string Short, string Property, IReadOnlyList<(string Short, string Word)> Values, bool Required)
{
    /// <summary>The word of some letters; null for none.</summary>
    public string? Word(string letters) => Values.FirstOrDefault(v => v.Short == letters).Word;
}

/// <summary>The metrics of CVSS 2.0 and 3.x, as their JSON schemas name them.</summary>
static class CvssMetrics
{
    const string Undefined = "X NOT_DEFINED";
    const string Undefined2 = "ND NOT_DEFINED";
    const string Level3 = "N NONE|L LOW|H HIGH";
    const string Attack3 = "N NETWORK|A ADJACENT_NETWORK|L LOCAL|P PHYSICAL";
    const string Requirement3 = "L LOW|M MEDIUM|H HIGH|" + Undefined;
    const string Requirement2 = "L LOW|M MEDIUM|H HIGH|" + Undefined2;

    /// <summary>Those of 3.0 and 3.1.</summary>
    public static readonly IReadOnlyList<CvssMetric> Third =
    [
        Of("AV", "attackVector", Attack3, true), Of("AC", "attackComplexity", "L LOW|H HIGH", true), Of("PR", "privilegesRequired", Level3, true), Of("UI", "userInteraction", "N NONE|R REQUIRED", true),
        Of("S", "scope", "U UNCHANGED|C CHANGED", true), Of("C", "confidentialityImpact", Level3, true), Of("I", "integrityImpact", Level3, true), Of("A", "availabilityImpact", Level3, true),
        Of("E", "exploitCodeMaturity", "U UNPROVEN|P PROOF_OF_CONCEPT|F FUNCTIONAL|H HIGH|" + Undefined), Of("RL", "remediationLevel", "O OFFICIAL_FIX|T TEMPORARY_FIX|W WORKAROUND|U UNAVAILABLE|" + Undefined), Of("RC", "reportConfidence", "U UNKNOWN|R REASONABLE|C CONFIRMED|" + Undefined),
        Of("CR", "confidentialityRequirement", Requirement3), Of("IR", "integrityRequirement", Requirement3), Of("AR", "availabilityRequirement", Requirement3),
        Of("MAV", "modifiedAttackVector", Attack3 + "|" + Undefined), Of("MAC", "modifiedAttackComplexity", "L LOW|H HIGH|" + Undefined), Of("MPR", "modifiedPrivilegesRequired", Level3 + "|" + Undefined), Of("MUI", "modifiedUserInteraction", "N NONE|R REQUIRED|" + Undefined),
        Of("MS", "modifiedScope", "U UNCHANGED|C CHANGED|" + Undefined), Of("MC", "modifiedConfidentialityImpact", Level3 + "|" + Undefined), Of("MI", "modifiedIntegrityImpact", Level3 + "|" + Undefined), Of("MA", "modifiedAvailabilityImpact", Level3 + "|" + Undefined),
    ];

    /// <summary>Those of 2.0.</summary>
    public static readonly IReadOnlyList<CvssMetric> Second =
    [
        Of("AV", "accessVector", "L LOCAL|A ADJACENT_NETWORK|N NETWORK", true), Of("AC", "accessComplexity", "H HIGH|M MEDIUM|L LOW", true), Of("Au", "authentication", "M MULTIPLE|S SINGLE|N NONE", true),
        Of("C", "confidentialityImpact", "N NONE|P PARTIAL|C COMPLETE", true), Of("I", "integrityImpact", "N NONE|P PARTIAL|C COMPLETE", true), Of("A", "availabilityImpact", "N NONE|P PARTIAL|C COMPLETE", true),
        Of("E", "exploitability", "U UNPROVEN|POC PROOF_OF_CONCEPT|F FUNCTIONAL|H HIGH|" + Undefined2), Of("RL", "remediationLevel", "OF OFFICIAL_FIX|TF TEMPORARY_FIX|W WORKAROUND|U UNAVAILABLE|" + Undefined2), Of("RC", "reportConfidence", "UC UNCONFIRMED|UR UNCORROBORATED|C CONFIRMED|" + Undefined2),
        Of("CDP", "collateralDamagePotential", "N NONE|L LOW|LM LOW_MEDIUM|MH MEDIUM_HIGH|H HIGH|" + Undefined2), Of("TD", "targetDistribution", "N NONE|L LOW|M MEDIUM|H HIGH|" + Undefined2),
        Of("CR", "confidentialityRequirement", Requirement2), Of("IR", "integrityRequirement", Requirement2), Of("AR", "availabilityRequirement", Requirement2),
    ];

    static CvssMetric Of(string letters, string property, string values, bool required = false) =>
        new(letters, property, [.. values.Split('|').Select(v => v.Split(' ')).Select(v => (v[0], v[1]))], required);
}
