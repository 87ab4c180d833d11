namespace Hoplite.Server.Api.Findings;

/// <summary>A finding as a line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Time">Time of its event; null when the event has none.</param>
/// <param name="Found">When it was found.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Title">Title of the rule.</param>
/// <param name="Level">Its level.</param>
/// <param name="Host">Where.</param>
/// <param name="User">The account.</param>
/// <param name="Incident">The incident it is part of.</param>
/// <param name="Suppressed">The suppression that hides it.</param>
/// <param name="Detail">What can be seen of it; text of the evidence.</param>
public sealed record FindingRow(Guid Id, DateTimeOffset? Time, DateTimeOffset Found, string Rule, string Title, string Level, string? Host, string? User, Guid? Incident, Guid? Suppressed, string Detail);

/// <summary>A page of findings.</summary>
/// <param name="Items">The findings.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record FindingPage(IReadOnlyList<FindingRow> Items, int Total, DateTimeOffset AsOf);

/// <summary>A finding with its evidence.</summary>
/// <param name="Finding">Its line.</param>
/// <param name="Description">What the rule looks for.</param>
/// <param name="Tags">Tags of the rule.</param>
/// <param name="FalsePositives">What else may cause it, as the rule says.</param>
/// <param name="Matched">The fields that made the rule match.</param>
/// <param name="Events">The events behind it, down to their bytes.</param>
public sealed record FindingDetail(
    FindingRow Finding, string? Description, IReadOnlyList<string> Tags, IReadOnlyList<string> FalsePositives, IReadOnlyList<FieldValue> Matched, IReadOnlyList<EvidenceEvent> Events);

/// <summary>A field and its value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; text of the evidence.</param>
public sealed record FieldValue(string Name, string Value);

/// <summary>An event behind a finding.</summary>
/// <param name="Time">When.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Position">Where it lies there.</param>
/// <param name="LogSource">Its log source, as in the Sigma taxonomy.</param>
/// <param name="Fields">Its fields, under the names of the source.</param>
/// <param name="Raw">As it came, as far as it is kept; text of the evidence.</param>
public sealed record EvidenceEvent(DateTimeOffset? Time, string Source, long Position, string LogSource, IReadOnlyList<FieldValue> Fields, string? Raw);

/// <summary>The findings of one rule together.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Title">Its title.</param>
/// <param name="Level">Its level.</param>
/// <param name="Count">How many findings.</param>
/// <param name="Hosts">On how many machines.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Suppressed">How many of them are suppressed.</param>
public sealed record FindingGroup(string Rule, string Title, string Level, int Count, int Hosts, DateTimeOffset Last, int Suppressed);

/// <summary>What a finding must have to be suppressed.</summary>
/// <param name="Field">A field of its event.</param>
/// <param name="Op"><c>equals</c>, <c>contains</c>, <c>starts_with</c> or <c>cidr</c>.</param>
/// <param name="Value">The value.</param>
public sealed record SuppressionTerm(string Field, string Op, string Value);

/// <summary>A suppression to be made or looked at beforehand.</summary>
/// <param name="Rule">Id of the rule; null for all.</param>
/// <param name="Conditions">What else; all must hold.</param>
/// <param name="Kind"><c>suppress</c> for noise, <c>accept</c> for a risk that is known and borne.</param>
/// <param name="Reason">Why; mandatory when it is made.</param>
/// <param name="Expires">Until when; mandatory when it is made, at most a year ahead.</param>
public sealed record SuppressionRequest(string? Rule, IReadOnlyList<SuppressionTerm> Conditions, string Kind, string? Reason, DateTimeOffset? Expires);

/// <summary>What a suppression would have done to the findings of the last days.</summary>
/// <param name="Days">How many days were looked at.</param>
/// <param name="Looked">How many findings were looked at.</param>
/// <param name="Hidden">How many of them it would have hidden.</param>
/// <param name="InConfirmed">How many of those are in incidents that a person found malicious or suspicious.</param>
/// <param name="Incidents">How many open incidents would have no other finding.</param>
/// <param name="Sentence">The same in one sentence.</param>
/// <param name="Samples">Some of them.</param>
public sealed record SuppressionPreview(int Days, int Looked, int Hidden, int InConfirmed, int Incidents, string Sentence, IReadOnlyList<FindingRow> Samples);

/// <summary>A suppression in force or expired.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rule">Id of the rule; null for all.</param>
/// <param name="RuleTitle">Its title.</param>
/// <param name="Conditions">What else.</param>
/// <param name="Kind"><c>suppress</c> or <c>accept</c>.</param>
/// <param name="Owner">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Created">When.</param>
/// <param name="Expires">Until when.</param>
/// <param name="IsActive">Whether it is in force.</param>
/// <param name="Hidden">How many findings it has hidden.</param>
public sealed record SuppressionRow(
    Guid Id, string? Rule, string? RuleTitle, IReadOnlyList<SuppressionTerm> Conditions, string Kind, string Owner, string Reason, DateTimeOffset Created, DateTimeOffset Expires, bool IsActive, int Hidden);
