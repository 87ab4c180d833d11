namespace Hoplite.Server.Api.Intelligence;

/// <summary>A question to all members.</summary>
/// <param name="Value">An address, domain, web address, hash or mail address.</param>
public sealed record QuestionRequest(string Value);

/// <summary>What members said.</summary>
/// <param name="Kind">What was asked about: Address, Domain, Url, Hash or Email.</param>
/// <param name="Value">The thing.</param>
/// <param name="Opinions">What each said.</param>
public sealed record QuestionAnswer(string Kind, string Value, IReadOnlyList<OpinionRow> Opinions);

/// <summary>What one member said.</summary>
/// <param name="Identity">Who.</param>
/// <param name="Name">Its name.</param>
/// <param name="Opinion">bad, harmless or unknown; null when it did not answer.</param>
/// <param name="Reliable">What may be relied on of it for such things, from 0 to 1.</param>
/// <param name="Suspended">Whether nothing recent of it is believed.</param>
/// <param name="Trouble">Why it did not answer; null when it did.</param>
public sealed record OpinionRow(string Identity, string Name, string? Opinion, double Reliable, bool Suspended, string? Trouble);

/// <summary>What came out when two members compared the attackers they see.</summary>
/// <param name="Identity">The other member.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">When.</param>
/// <param name="WeAsked">Whether this node began.</param>
/// <param name="Ours">How many this node compared.</param>
/// <param name="Theirs">How many the other compared.</param>
/// <param name="Common">Those both see.</param>
public sealed record ComparisonRow(string Identity, string Name, DateTimeOffset At, bool WeAsked, int Ours, int Theirs, IReadOnlyList<NamedRow> Common);

/// <summary>A thing.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The thing.</param>
public sealed record NamedRow(string Kind, string Value);
