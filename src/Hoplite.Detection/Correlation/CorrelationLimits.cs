namespace Hoplite.Detection.Correlation;

/// <summary>What one correlation may ask for.</summary>
static class CorrelationLimits
{
    /// <summary>Which rules occurred is kept in one machine word.</summary>
    public const int MostRules = 64;

    /// <summary>Group-by fields and condition fields, each.</summary>
    public const int MostFields = 16;
}
