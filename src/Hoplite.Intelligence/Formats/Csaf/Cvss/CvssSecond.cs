namespace Hoplite.Intelligence.Formats.Csaf.Cvss;

/// <summary>The equations of CVSS 2.0 (§3.2 of its guide).</summary>
static class CvssSecond
{
    public static CvssScores Of(CvssVector vector)
    {
        var impact = 10.41 * (1 - (1 - Impact(vector["C"])) * (1 - Impact(vector["I"])) * (1 - Impact(vector["A"])));
        var score = Base(vector, impact);
        var adjusted = Math.Min(10, 10.41 * (1 - (1 - Impact(vector["C"]) * Requirement(vector["CR"])) * (1 - Impact(vector["I"]) * Requirement(vector["IR"])) * (1 - Impact(vector["A"]) * Requirement(vector["AR"]))));
        var temporal = Round(Base(vector, adjusted) * Temporal(vector));
        return new CvssScores(score, Round(score * Temporal(vector)), Round((temporal + (10 - temporal) * Damage(vector["CDP"])) * Distribution(vector["TD"])));
    }

    static double Base(CvssVector vector, double impact)
    {
        var exploit = 20 * (vector["AV"] switch { "L" => 0.395, "A" => 0.646, _ => 1 }) * (vector["AC"] switch { "H" => 0.35, "M" => 0.61, _ => 0.71 }) * (vector["Au"] switch { "M" => 0.45, "S" => 0.56, _ => 0.704 });
        return Round((0.6 * impact + 0.4 * exploit - 1.5) * (impact == 0 ? 0 : 1.176));
    }

    static double Temporal(CvssVector vector) =>
        vector["E"] switch { "U" => 0.85, "POC" => 0.9, "F" => 0.95, _ => 1 }
        * vector["RL"] switch { "OF" => 0.87, "TF" => 0.9, "W" => 0.95, _ => 1 }
        * vector["RC"] switch { "UC" => 0.9, "UR" => 0.95, _ => 1 };

    static double Round(double value) => Math.Round(Math.Round(value, 8), 1, MidpointRounding.AwayFromZero);

    static double Impact(string? value) => value switch { "C" => 0.660, "P" => 0.275, _ => 0 };

    static double Requirement(string? value) => value switch { "H" => 1.51, "L" => 0.5, _ => 1 };

    static double Damage(string? value) => value switch { "L" => 0.1, "LM" => 0.3, "MH" => 0.4, "H" => 0.5, _ => 0 };

    static double Distribution(string? value) => value switch { "N" => 0, "L" => 0.25, "M" => 0.75, _ => 1 };
}
