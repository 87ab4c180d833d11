namespace Hoplite.Agents.Providers;

/// <summary>How patient the desk is with a provider.</summary>
/// <param name="Repeats">How often a request is repeated.</param>
/// <param name="Pause">The first pause before that; it doubles and varies.</param>
/// <param name="LongestPause">The longest pause; a provider that asks for more rests instead.</param>
/// <param name="LongestRest">The longest rest, whatever a provider asks for.</param>
/// <param name="AtOnce">How many requests it gets at a time.</param>
sealed record Patience(int Repeats, TimeSpan Pause, TimeSpan LongestPause, TimeSpan LongestRest, int AtOnce)
{
    /// <summary>What is usual.</summary>
    public static Patience Usual { get; } = new(2, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5), 4);
}
