namespace Hoplite.Agents.Drill;

/// <summary>A clock for drills: its day stands still, so that budgets of an hour never refill; its stopwatch runs.</summary>
sealed class DrillTime : TimeProvider
{
    static readonly DateTimeOffset Day = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Day;
}
