namespace Hoplite.Intelligence.Formats.Csaf.Cvss;

/// <summary>The equations of CVSS 3.0 and 3.1 (§7 and §8.1 of their specifications).</summary>
static class CvssThird
{
    public static CvssScores Of(CvssVector vector)
    {
        var newer = vector.Version is "3.1";
        var temporal = Temporal(vector);
        var changed = vector["S"] is "C";
        var lost = 1 - (1 - Impact(vector["C"])) * (1 - Impact(vector["I"])) * (1 - Impact(vector["A"]));
        var impact = changed ? 7.52 * (lost - 0.029) - 3.25 * Math.Pow(lost - 0.02, 15) : 6.42 * lost;
        var exploit = 8.22 * Access(vector["AV"]) * Complexity(vector["AC"]) * Privileges(vector["PR"], changed) * Interaction(vector["UI"]);
        var score = impact <= 0 ? 0 : Up(Math.Min((changed ? 1.08 : 1) * (impact + exploit), 10), newer);
        return new CvssScores(score, Up(score * temporal, newer), Environmental(vector, temporal, newer));
    }

    static double Environmental(CvssVector vector, double temporal, bool newer)
    {
        var changed = (vector["MS"] ?? vector["S"]) is "C";
        var lost = Math.Min(1 - (1 - Requirement(vector["CR"]) * Impact(vector["MC"] ?? vector["C"])) * (1 - Requirement(vector["IR"]) * Impact(vector["MI"] ?? vector["I"])) * (1 - Requirement(vector["AR"]) * Impact(vector["MA"] ?? vector["A"])), 0.915);
        var impact = !changed ? 6.42 * lost : newer ? 7.52 * (lost - 0.029) - 3.25 * Math.Pow(lost * 0.9731 - 0.02, 13) : 7.52 * (lost - 0.029) - 3.25 * Math.Pow(lost - 0.02, 15);
        var exploit = 8.22 * Access(vector["MAV"] ?? vector["AV"]) * Complexity(vector["MAC"] ?? vector["AC"]) * Privileges(vector["MPR"] ?? vector["PR"], changed) * Interaction(vector["MUI"] ?? vector["UI"]);
        return impact <= 0 ? 0 : Up(Up(Math.Min((changed ? 1.08 : 1) * (impact + exploit), 10), newer) * temporal, newer);
    }

    static double Temporal(CvssVector vector) =>
        vector["E"] switch { "U" => 0.91, "P" => 0.94, "F" => 0.97, _ => 1 }
        * vector["RL"] switch { "O" => 0.95, "T" => 0.96, "W" => 0.97, _ => 1 }
        * vector["RC"] switch { "U" => 0.92, "R" => 0.96, _ => 1 };

    // 3.1 rounds up in a way that errors of binary fractions do not disturb (its Appendix A).
    static double Up(double value, bool newer)
    {
        if (!newer) return Math.Ceiling(Math.Round(value, 10) * 10) / 10;
        var whole = (long)Math.Round(value * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000.0 : (Math.Floor(whole / 10_000.0) + 1) / 10.0;
    }

    static double Impact(string? value) => value switch { "H" => 0.56, "L" => 0.22, _ => 0 };

    static double Requirement(string? value) => value switch { "H" => 1.5, "L" => 0.5, _ => 1 };

    static double Access(string? value) => value switch { "N" => 0.85, "A" => 0.62, "L" => 0.55, _ => 0.2 };

    static double Complexity(string? value) => value is "L" ? 0.77 : 0.44;

    static double Privileges(string? value, bool changed) => value switch { "N" => 0.85, "L" => changed ? 0.68 : 0.62, _ => changed ? 0.5 : 0.27 };

    static double Interaction(string? value) => value is "N" ? 0.85 : 0.62;
}
