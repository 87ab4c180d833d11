using System.Text.Json.Serialization;

namespace Hoplite.Agents.Drill;

/// <summary>What a drill showed.</summary>
/// <param name="Episodes">How many episodes were asked for.</param>
/// <param name="Seed">By what they were chosen; the same seed gives the same drill.</param>
/// <param name="IsGated">Whether the gate was on.</param>
/// <param name="Policies">Digest of the policies; null when the build has no engine for them.</param>
/// <param name="Started">When it began.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Properties">What was looked at.</param>
/// <param name="Figures">Further figures, by name.</param>
public sealed record DrillReport(int Episodes, int Seed, bool IsGated, string? Policies, DateTimeOffset Started, TimeSpan Elapsed, IReadOnlyList<PropertyResult> Properties, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>Whether everything that was measured held.</summary>
    public bool IsPassed => Properties.All(p => p.State != PropertyState.Broken);
}

/// <summary>How a property came out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PropertyState>))]
public enum PropertyState
{
    /// <summary>It held in every trial, or met its goal.</summary>
    Held,

    /// <summary>It did not.</summary>
    Broken,

    /// <summary>It was not looked at in this build or drill.</summary>
    NotMeasured,
}

/// <summary>One property.</summary>
/// <param name="Id">P1 to P19.</param>
/// <param name="Title">What it says.</param>
/// <param name="State">How it came out.</param>
/// <param name="Trials">How often it was tried.</param>
/// <param name="Failures">How often it did not hold.</param>
/// <param name="Bound">At 95 % confidence it fails in at most this share of such trials; null when not measured.</param>
/// <param name="Note">What to know.</param>
public sealed record PropertyResult(string Id, string Title, PropertyState State, long Trials, long Failures, double? Bound, string Note)
{
    /// <summary>A property that must hold in every trial.</summary>
    public static PropertyResult Always(string id, string title, long trials, long failures, string note = "") =>
        new(id, title, trials == 0 ? PropertyState.NotMeasured : failures == 0 ? PropertyState.Held : PropertyState.Broken, trials, failures, trials == 0 ? null : UpperBound(trials, failures), note);

    /// <summary>A property whose share must reach a goal.</summary>
    public static PropertyResult Share(string id, string title, long trials, long met, double goal, string note = "") =>
        new(id, title, trials == 0 ? PropertyState.NotMeasured : (double)met / trials >= goal ? PropertyState.Held : PropertyState.Broken, trials, trials - met, trials == 0 ? null : UpperBound(trials, trials - met), note);

    /// <summary>A property that is not looked at.</summary>
    public static PropertyResult Absent(string id, string title, string note) => new(id, title, PropertyState.NotMeasured, 0, 0, null, note);

    /// <summary>The upper end of the one-sided 95 % interval: exact for no failure, by Wilson's formula (1927) otherwise.</summary>
    public static double UpperBound(long trials, long failures)
    {
        if (failures == 0) return 1 - Math.Pow(0.05, 1.0 / trials);
        const double z = 1.6449;
        var (n, p) = ((double)trials, (double)failures / trials);
        return Math.Min(1, (p + z * z / (2 * n) + z * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n));
    }
}
