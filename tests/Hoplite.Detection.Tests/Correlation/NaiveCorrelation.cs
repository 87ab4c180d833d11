namespace Hoplite.Detection.Tests.Correlation;

/// <summary>Says when a sliding correlation reports, by looking at every event again for each one: what the engine must equal.</summary>
static class NaiveCorrelation
{
    /// <param name="events">In order of time; the group, the watched rule and the value of each.</param>
    /// <param name="measure">The count over the events of one window of one group.</param>
    /// <param name="needed">The count that satisfies the condition.</param>
    /// <param name="span">The time span.</param>
    public static List<(int Group, int Ticks)> Reports(
        IReadOnlyList<(int Ticks, int Group, int Rule, int Value)> events, Func<IEnumerable<(int Ticks, int Group, int Rule, int Value)>, int> measure, int needed, int span)
    {
        var reports = new List<(int Group, int Ticks)>();
        foreach (var group in events.Select(one => one.Group).Distinct())
        {
            var own = events.Where(one => one.Group == group).ToList();
            int? reported = null;
            for (var last = 0; last < own.Count; last++)
            {
                var now = own[last].Ticks;
                var heldBefore = measure(own.Take(last).Where(one => one.Ticks >= now - span)) >= needed;
                var holds = measure(own.Take(last + 1).Where(one => one.Ticks >= now - span)) >= needed;
                if (!holds) reported = null;
                else if (reported is null || !heldBefore || now - reported > span)
                {
                    reports.Add((group, now));
                    reported = now;
                }
            }
        }

        return [.. reports.OrderBy(report => report.Ticks).ThenBy(report => report.Group)];
    }
}
