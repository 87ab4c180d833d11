using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;

namespace Hoplite.Agents.Investigating;

/// <summary>Says what would change a verdict, so that a person knows what to ask.</summary>
static class FlipFacts
{
    const int Most = 6;

    /// <summary>The facts, the most telling first.</summary>
    public static IReadOnlyList<FlipFact> Of(Incident incident, Verdict verdict, CaseScope scope, bool isSuccessAfterFailures)
    {
        var flips = new List<FlipFact>();
        var accounts = scope.Accounts.Where(a => a.Label.Integrity >= Integrity.Source && !OfTheSystem.IsService(a)).ToArray();
        var account = Array.Find(accounts, a => a.Roles.Contains("actor")) ?? accounts.FirstOrDefault();
        var address = scope.Addresses.FirstOrDefault(a => a.Label.Integrity >= Integrity.Source && !Guard.Gating.ProtectedSet.IsInternal(a.Target));
        var host = scope.Hosts.FirstOrDefault(h => h.Label.Integrity >= Integrity.Source);
        if (verdict > Verdict.BenignExplained)
        {
            if (account is not null) flips.Add(new FlipFact($"The person behind the account {account.Target.Text} says that this was planned work", Verdict.BenignExplained));
            if (address is not null) flips.Add(new FlipFact($"{address.Target.Text} turns out to be an address of your own or of a supplier who works for you", Verdict.BenignExplained));
            foreach (var other in incident.Triage.Benign.Take(2)) flips.Add(new FlipFact($"This explains it: {other}", Verdict.BenignExplained));
        }

        if (verdict < Verdict.Malicious)
        {
            if (!isSuccessAfterFailures && address is not null) flips.Add(new FlipFact($"A logon from {address.Target.Text} succeeds", Verdict.Malicious));
            if (host is not null) flips.Add(new FlipFact($"{host.Target.Text} talks to an address nobody knows, or something else on it is found", Verdict.Malicious));
            flips.Add(new FlipFact("One more stage of an attack is seen with the same account, machine or address", Verdict.Malicious));
        }

        return [.. flips.Take(Most)];
    }
}
