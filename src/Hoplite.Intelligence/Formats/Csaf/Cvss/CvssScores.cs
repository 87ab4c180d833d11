namespace Hoplite.Intelligence.Formats.Csaf.Cvss;

/// <summary>The scores of a vector, from 0 to 10.</summary>
/// <param name="Base">By what the vulnerability is.</param>
/// <param name="Temporal">With what time did to it.</param>
/// <param name="Environmental">With what it means where it is.</param>
readonly record struct CvssScores(double Base, double Temporal, double Environmental)
{
    /// <summary>Computes them by the equations of the version.</summary>
    public static CvssScores Of(CvssVector vector) => vector.Version is "2.0" ? CvssSecond.Of(vector) : CvssThird.Of(vector);

    /// <summary>The word for a score in CVSS 3.x.</summary>
    public static string Severity(double score) => score switch { < 0.1 => "NONE", < 4 => "LOW", < 7 => "MEDIUM", < 9 => "HIGH", _ => "CRITICAL" };
}
