using Hoplite.Detection.Sigma;

namespace Hoplite.Store.Cases;

/// <summary>One time that an incident was looked into.</summary>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="Incident">Which incident.</param>
/// <param name="Started">When it began.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Confidence">How sure that is, 0 to 100.</param>
/// <param name="Source">What decided: rules, a model, or rules because models gave no answer.</param>
/// <param name="Severity">How serious the incident was at that time.</param>
/// <param name="Findings">How many findings it had at that time.</param>
/// <param name="Tokens">Tokens that models were sent and gave.</param>
/// <param name="Calls">Requests to models.</param>
/// <param name="Proposals">How many responses were proposed.</param>
/// <param name="NeedsApproval">How many of them wait for a person.</param>
public sealed record InvestigationRun(
    Guid Id, Guid Incident, DateTimeOffset Started, TimeSpan Elapsed, string Verdict, int Confidence, string Source, Level Severity, int Findings, long Tokens, int Calls, int Proposals, int NeedsApproval);

/// <summary>Which runs are asked for.</summary>
public sealed record InvestigationFilter
{
    /// <summary>Only of this incident.</summary>
    public Guid? Incident { get; init; }

    /// <summary>Only with this verdict.</summary>
    public string? Verdict { get; init; }

    /// <summary>Whether only the newest run of each incident is wanted.</summary>
    public bool NewestOnly { get; init; }

    /// <summary>How many are left out before the first.</summary>
    public int Offset { get; init; }

    /// <summary>The most that are answered.</summary>
    public int Limit { get; init; } = 100;
}
