namespace Hoplite.Response.Responders.Remote;

/// <summary>What came of a request.</summary>
/// <param name="Outcome">How far it came.</param>
/// <param name="Status">The status of the answer; 0 without one.</param>
/// <param name="Body">The start of the answer.</param>
/// <param name="Problem">Why there is no answer; empty with one.</param>
sealed record RemoteAnswer(RemoteOutcome Outcome, int Status, string Body, string Problem)
{
    /// <summary>Whether it was answered with one of the two hundreds.</summary>
    public bool IsGood => Outcome == RemoteOutcome.Answered && Status is >= 200 and < 300;

    /// <summary>Whether the other side certainly did nothing: it was not reached, or it said that the request was wrong.</summary>
    public bool IsRefused => Outcome == RemoteOutcome.NotSent || (Outcome == RemoteOutcome.Answered && Status is >= 400 and < 500 and not 408 and not 409 and not 425);

    /// <summary>What was said, for people. Never the body: it may hold what it was sent.</summary>
    public string Said => Outcome == RemoteOutcome.Answered ? $"answered with status {Status}" : Problem;
}

/// <summary>How far a request came.</summary>
enum RemoteOutcome
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It never left.</summary>
    NotSent,

    /// <summary>It left and was not answered.</summary>
    Unknown,
}
