using Hoplite.Detection.Sigma;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Investigating;

/// <summary>The verdict of an incident by adding points: plain arithmetic over rules, stages and history, the same every time.</summary>
static class VerdictRules
{
    // From these sums on. Chosen so that one serious rule makes it suspicious, and several stages or a success make it an attack.
    const int Suspicious = 20;
    const int Malicious = 50;

    static readonly string[] Decisive = ["credential-access", "lateral-movement", "command-and-control", "exfiltration", "impact"];

    /// <summary>The reasons.</summary>
    public static IReadOnlyList<Reason> Reasons(Incident incident, bool isSuccessAfterFailures, IReadOnlyList<PastIncident>? past, IReadOnlyList<(ScopeMember Member, Reputation Known)> known)
    {
        var reasons = new List<Reason>();
        var platform = new Label(Integrity.Platform, Confidentiality.Internal, Provenance.Of(incident.Findings.Take(Provenance.Most).Select(f => f.Id.ToString())));
        void Say(int points, string text) => reasons.Add(new Reason(text, points, platform));

        foreach (var level in incident.Findings.Select(f => f.Rule).DistinctBy(r => r.Id).GroupBy(r => r.Level).OrderByDescending(g => g.Key))
        {
            var points = level.Key switch { Level.Critical => 40, Level.High => 22, Level.Medium => 8, Level.Low => 2, _ => 0 };
            if (points > 0) Say(Math.Min(points * level.Count(), points * 2), $"{level.Count()} {(level.Count() == 1 ? "rule" : "rules")} of the level {LevelNames.Of(level.Key)} matched: {string.Join(", ", level.Take(4).Select(r => r.Title))}");
        }

        if (reasons.Count == 0) Say(0, $"Only rules that are kept for the record matched: {string.Join(", ", incident.Findings.Select(f => f.Rule.Title).Distinct(StringComparer.Ordinal).Take(4))}");
        if (incident.Chain.Count >= 2) Say(8 * (incident.Chain.Count - 1), $"It goes through {incident.Chain.Count} stages of an attack: {string.Join(", ", incident.Chain.Select(s => s.Tactic.Name.ToLowerInvariant()))}");
        if (incident.Chain.Where(s => Decisive.Contains(s.Tactic.ShortName)).Select(s => s.Tactic.Name.ToLowerInvariant()).ToArray() is { Length: > 0 } decisive) Say(6 * decisive.Length, $"It has come as far as {string.Join(", ", decisive)}");
        if (isSuccessAfterFailures) Say(30, "A logon succeeded after others from the same address had failed");
        if (past is not null) History(past, Say);
        reasons.AddRange(ReputationCheck.Reasons(incident, known));
        return [.. reasons.OrderByDescending(r => Math.Abs(r.Points))];
    }

    /// <summary>The verdict for reasons.</summary>
    /// <param name="reasons">The reasons.</param>
    /// <param name="isExplained">Whether people have explained the same before.</param>
    /// <param name="severity">How serious the incident is: what is critical is never explained by habit.</param>
    public static (Verdict Verdict, int Confidence) Of(IReadOnlyList<Reason> reasons, bool isExplained, Level severity)
    {
        var sum = reasons.Sum(r => r.Points);
        if (isExplained && severity <= Level.Medium) return (Verdict.BenignExplained, Math.Clamp(60 + (Suspicious - sum), 50, 90));
        if (sum >= Malicious) return (Verdict.Malicious, Math.Clamp(60 + (sum - Malicious) / 2, 60, 97));
        return sum >= Suspicious ? (Verdict.Suspicious, Math.Clamp(45 + (sum - Suspicious), 45, 80)) : (Verdict.Undetermined, Math.Clamp(50 - sum, 20, 50));
    }

    /// <summary>Whether people called the same, on the same machines, benign three times and never anything else.</summary>
    public static bool IsExplained(IReadOnlyList<PastIncident>? past)
    {
        var decided = past?.Where(p => p is { SharesHost: true, Verdict: not null }).ToArray() ?? [];
        return decided.Length >= 3 && Array.TrueForAll(decided, p => p.Verdict is "benign" or "false-positive");
    }

    static void History(IReadOnlyList<PastIncident> past, Action<int, string> say)
    {
        if (past.Count(p => p.Verdict is "malicious") is > 0 and var bad) say(15, $"{bad} earlier {(bad == 1 ? "incident" : "incidents")} of the same rules turned out to be an attack");
        if (IsExplained(past)) say(-10, $"People have called {past.Count(p => p.SharesHost)} earlier incidents of the same rules on the same machines harmless");
        if (past.Count == 0) say(2, "Nothing like it has been seen here before");
    }
}
