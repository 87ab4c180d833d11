namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>Reads and writes labels of the permissible actions protocol.</summary>
public static class PapLabels
{
    /// <summary>The label of a level.</summary>
    public static string Write(Pap level) => "PAP:" + level.ToString().ToUpperInvariant();

    /// <summary>The strictest level among labels; null if none is there. A label <c>PAP:</c> of an unknown word is taken for the strictest.</summary>
    public static Pap? Read(IEnumerable<string> labels)
    {
        Pap? strictest = null;
        foreach (var label in labels)
        {
            if (!label.StartsWith("PAP:", StringComparison.OrdinalIgnoreCase)) continue;
            var level = label[4..].Trim('"', '=', ' ').ToUpperInvariant() switch { "CLEAR" or "WHITE" => Pap.Clear, "GREEN" => Pap.Green, "AMBER" => Pap.Amber, _ => Pap.Red };
            if (strictest is null || level > strictest) strictest = level;
        }

        return strictest;
    }
}
