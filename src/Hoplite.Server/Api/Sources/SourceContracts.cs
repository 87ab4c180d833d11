namespace Hoplite.Server.Api.Sources;

/// <summary>A source and how it is doing.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind"><c>http</c>, <c>syslog</c>, <c>file</c> or <c>drop</c>.</param>
/// <param name="State"><c>new</c>, <c>healthy</c>, <c>silent</c> or <c>failing</c>.</param>
/// <param name="IsEnrolled">Whether a person has enrolled it; others were seen and taken.</param>
/// <param name="HasToken">Whether it delivers with a token.</param>
/// <param name="SilentAfterMinutes">How long it may say nothing; null when always.</param>
/// <param name="LastSeen">When it last delivered something.</param>
/// <param name="Events">Events since the start.</param>
/// <param name="Bytes">Bytes since the start.</param>
/// <param name="Rejected">Messages that could not be read, since the start.</param>
/// <param name="EventsPerMinute">Events in each of the last 60 minutes, the oldest first.</param>
/// <param name="LogSources">What kinds of events it delivers.</param>
/// <param name="Problems">What could not be read, by reason.</param>
public sealed record SourceRow(
    string Id, string Name, string Kind, string State, bool IsEnrolled, bool HasToken, double? SilentAfterMinutes, DateTimeOffset? LastSeen, long Events, long Bytes, long Rejected,
    IReadOnlyList<int> EventsPerMinute, IReadOnlyList<string> LogSources, IReadOnlyList<SourceProblemRow> Problems);

/// <summary>A reason why messages could not be read.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last.</param>
public sealed record SourceProblemRow(string Reason, long Count, DateTimeOffset Last);

/// <summary>All sources.</summary>
/// <param name="Items">The sources.</param>
/// <param name="Listeners">Where the platform listens.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record SourcePage(IReadOnlyList<SourceRow> Items, IReadOnlyList<ListenerRow> Listeners, DateTimeOffset AsOf);

/// <summary>A place where the platform listens or reads.</summary>
/// <param name="Kind"><c>http</c>, <c>syslog-udp</c>, <c>syslog-tcp</c>, <c>syslog-tls</c>, <c>file</c> or <c>drop</c>.</param>
/// <param name="Address">Address and port, or path.</param>
public sealed record ListenerRow(string Kind, string Address);

/// <summary>A source to be enrolled or changed.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="SilentAfterMinutes">How long it may say nothing; null when always.</param>
/// <param name="Certificate">The certificate it will show over syslog TLS, in PEM; null for a source that delivers with a token.</param>
public sealed record SourceRequest(string Name, double? SilentAfterMinutes = null, string? Certificate = null);

/// <summary>A source and its token, which cannot be shown again.</summary>
/// <param name="Source">The source.</param>
/// <param name="Token">The token; null for a source that shows a certificate.</param>
public sealed record EnrolledAnswer(SourceRow Source, string? Token);
