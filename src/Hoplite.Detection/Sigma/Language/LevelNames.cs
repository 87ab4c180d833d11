namespace Hoplite.Detection.Sigma;

/// <summary>Levels as words, in files and on the wire.</summary>
public static class LevelNames
{
    /// <summary>The word of a level.</summary>
    public static string Of(Level level) => level switch
    {
        Level.Critical => "critical",
        Level.High => "high",
        Level.Medium => "medium",
        Level.Low => "low",
        _ => "informational",
    };

    /// <summary>The level of a word; null when it is none.</summary>
    public static Level? Parse(string? word) => Enum.GetValues<Level>().Cast<Level?>().FirstOrDefault(l => Of(l!.Value).Equals(word, StringComparison.OrdinalIgnoreCase));
}
