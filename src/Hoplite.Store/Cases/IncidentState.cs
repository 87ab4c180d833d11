using Hoplite.Detection.Sigma;

namespace Hoplite.Store.Cases;

/// <summary>An incident as it is kept: what it is and how far work on it has come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="State"><c>new</c>, <c>claimed</c> or <c>closed</c>.</param>
/// <param name="Verdict">One of <see cref="Verdicts"/>; null while nobody has decided.</param>
/// <param name="Owner">Who claimed it.</param>
/// <param name="First">Time of its first event.</param>
/// <param name="Last">Time of its last event.</param>
/// <param name="Created">When it was found.</param>
/// <param name="Updated">When it last grew or was worked on.</param>
/// <param name="Findings">How many findings it has.</param>
/// <param name="Hosts">The machines.</param>
/// <param name="Users">The accounts.</param>
/// <param name="Tactics">Short names of tactics, in the order of the chain.</param>
/// <param name="Why">Why it is one, in one sentence.</param>
public sealed record IncidentState(
    Guid Id, int Number, string Title, Level Severity, int Confidence, string State, string? Verdict, string? Owner, DateTimeOffset? First, DateTimeOffset? Last,
    DateTimeOffset Created, DateTimeOffset Updated, int Findings, IReadOnlyList<string> Hosts, IReadOnlyList<string> Users, IReadOnlyList<string> Tactics, string Why)
{
    /// <summary>What a person may decide.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = ["malicious", "suspicious", "benign", "false-positive"];

    /// <summary>Until when somebody should have claimed it; null once somebody has.</summary>
    public DateTimeOffset? Due => State == "new" ? DueOf(Severity, Created) : null;

    /// <summary>Until when somebody should have claimed an incident.</summary>
    public static DateTimeOffset DueOf(Level severity, DateTimeOffset created) => severity switch
    {
        Level.Critical => created.AddHours(1),
        Level.High => created.AddHours(4),
        Level.Medium => created.AddHours(24),
        _ => created.AddHours(72),
    };
}
