namespace Hoplite.Server.Api.Overview;

/// <summary>How things stand.</summary>
/// <param name="AsOf">The time the answer is true for.</param>
/// <param name="EventsPerSecond">Events a second over the last minute; null when not measured yet.</param>
/// <param name="EventsToday">Events since midnight UTC.</param>
/// <param name="EventsPerMinute">Events in each of the last 60 minutes, the oldest first.</param>
/// <param name="FindingsToday">Findings since midnight UTC.</param>
/// <param name="Open">Incidents that are not closed, by severity.</param>
/// <param name="Unclaimed">Incidents nobody has claimed.</param>
/// <param name="Overdue">Those whose time to be claimed is over.</param>
/// <param name="MinutesToDetect">Median from event to incident over the last 7 days, minutes; null when not measured.</param>
/// <param name="MinutesToClose">Median from incident to closed over the last 30 days, minutes; null when not measured.</param>
/// <param name="Funnel">Events, findings, incidents, confirmed incidents of the last 7 days.</param>
/// <param name="Health">What was checked, and what to do.</param>
/// <param name="NoisyRules">The rules with the most findings in the last 7 days.</param>
/// <param name="Latest">The incidents that changed last.</param>
/// <param name="LagSeconds">How far detection is behind what has arrived.</param>
public sealed record OverviewAnswer(
    DateTimeOffset AsOf, double? EventsPerSecond, long? EventsToday, IReadOnlyList<int> EventsPerMinute, int FindingsToday, IReadOnlyList<SeverityCount> Open, int Unclaimed, int Overdue,
    double? MinutesToDetect, double? MinutesToClose, IReadOnlyList<FunnelStep> Funnel, IReadOnlyList<HealthCheck> Health, IReadOnlyList<NoisyRule> NoisyRules,
    IReadOnlyList<Incidents.IncidentRow> Latest, double LagSeconds);

/// <summary>How many incidents of a severity.</summary>
/// <param name="Severity">The severity.</param>
/// <param name="Count">How many.</param>
public sealed record SeverityCount(string Severity, int Count);

/// <summary>A step of the funnel.</summary>
/// <param name="Name"><c>events</c>, <c>findings</c>, <c>incidents</c> or <c>confirmed</c>.</param>
/// <param name="Count">How many; null when not measured.</param>
public sealed record FunnelStep(string Name, long? Count);

/// <summary>One thing that was checked.</summary>
/// <param name="Name">What.</param>
/// <param name="State"><c>good</c>, <c>warning</c>, <c>bad</c> or <c>unknown</c>.</param>
/// <param name="Says">What was found, in plain words.</param>
/// <param name="Fix">What to do; null when nothing.</param>
public sealed record HealthCheck(string Name, string State, string Says, string? Fix);

/// <summary>A rule with many findings.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Count">How many findings.</param>
public sealed record NoisyRule(string Rule, string Title, int Count);
