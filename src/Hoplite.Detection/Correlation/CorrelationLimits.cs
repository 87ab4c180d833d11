namespace Hoplite.Detection.Correlation;

/// <summary>What one correlation may ask for.</summary>
static class CorrelationLimits
{
    /// <summary>Which rules occurred is kept in one machine word.</summary>
    public const int MostRules = 64;

    /// <summary>The state of a sequence grows with the square of its rules.</summary>
    public const int MostRulesInSequence = 24;

    /// <summary>Group-by fields and condition fields, each.</summary>
    public const int MostFields = 16;

    /// <summary>The largest number of events or values that a lower bound may ask for.</summary>
    public const int LargestCount = 1_000_000;
}
