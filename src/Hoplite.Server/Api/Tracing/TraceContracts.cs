namespace Hoplite.Server.Api.Tracing;

/// <summary>The way of one test event through the platform.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sent">When it was sent.</param>
/// <param name="Durable">When it was on the disk.</param>
/// <param name="Stored">When it could be searched.</param>
/// <param name="Detected">When a rule had found it.</param>
/// <param name="Incident">The incident it became.</param>
/// <param name="IncidentAt">When it became one.</param>
/// <param name="Text">The event as it was sent.</param>
public sealed record TraceAnswer(Guid Id, DateTimeOffset Sent, DateTimeOffset? Durable, DateTimeOffset? Stored, DateTimeOffset? Detected, Guid? Incident, DateTimeOffset? IncidentAt, string Text);
