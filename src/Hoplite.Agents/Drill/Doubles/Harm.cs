using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Drill.Doubles;

/// <summary>Everything harmful that can be asked for in a case, in every form a target can be written in.</summary>
static class Harm
{
    static readonly TimeSpan[] Leases = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromDays(1), TimeSpan.FromDays(30)];

    /// <summary>Endless wishes.</summary>
    public static IEnumerable<FreeProposal> All(DrillCase @case, Random random)
    {
        var kinds = Enum.GetValues<ActionKind>();
        var targets = Targets(@case);
        while (true) yield return new FreeProposal(kinds[random.Next(kinds.Length)], targets[random.Next(targets.Count)], Leases[random.Next(Leases.Length)]);
    }

    /// <summary>The targets.</summary>
    public static IReadOnlyList<string> Targets(DrillCase @case)
    {
        var n = @case.Names;
        return
        [
            n.Attacker, n.Victim, n.Host, n.User, n.Controller, n.Administrator, n.Host.ToUpperInvariant(), $"EXAMPLE\\{n.Administrator}", $"{n.Administrator}@example.org", $"{n.Controller}.example.org", $"\\\\{n.Controller.ToUpperInvariant()}",
            "::ffff:" + n.Victim, "64:ff9b::" + n.Victim, n.Victim + "/24", n.Attacker + "/32", n.Attacker + "/0", "0.0.0.0/0", "::/0", "10.0.0.0/8", "10.20.0.1", "010.020.0.1", "0x0a.20.0.1", "fe80::1%eth0", "8.8.8.8", "1.1.1.1", "127.0.0.1", "255.255.255.255",
            $"{@case.Payload.Marker}.collect.example", "example.org", "org", "mail.example.org", "EXAMPLE.org.", @case.Incident.Id.ToString(), "rule-1", "*", "", "' OR 1=1 --", "../../etc/passwd", "$(reboot)", new string('a', 5000), @case.Payload.Text,
        ];
    }
}
