using System.Globalization;
using Hoplite.Agents.Drill.Doubles;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Drill.Properties;

/// <summary>What can be tried on the gate without an episode.</summary>
static class GateChecks
{
    static readonly long[] Times = [0, 1, 3600, 3601, 14_400, 14_401, 86_400, 86_401];

    /// <summary>P5: policies and hard rules say the same.</summary>
    public static void Agreement(DrillTally tally, IPolicyEngine? policies, int seed, int trials)
    {
        if (policies is null) return;
        var random = new Random(seed);
        bool Coin() => random.Next(2) == 0;
        for (var i = 0; i < trials; i++)
        {
            var context = new GateContext
            {
                Action = (ActionKind)random.Next(Enum.GetValues<ActionKind>().Length), IsHuman = Coin(), IsProtected = Coin(), IsInternal = Coin(), IsWide = Coin(), AtEnforcementPoint = Coin(), ApprovalDigestOk = Coin(), LogCommitted = random.Next(8) > 0,
                BreakGlass = Coin(), FromModel = Coin(), Criticality = random.Next(5), MinIntegrity = (Integrity)random.Next(5), EndorsedEvents = random.Next(5), EndorsedSensors = random.Next(4), TtlSeconds = Times[random.Next(Times.Length)],
                Approvals = random.Next(4), Autonomy = (Autonomy)random.Next(3), BudgetLeft = random.Next(3),
            };
            tally.Note("P5", policies.Ask(context).IsAllowed == Invariants.Allow(context), () => ContextJson.Of(context).ToJsonString());
        }
    }

    /// <summary>P6: the most harm within an hour stays within the budget, however long one tries.</summary>
    public static void Blast(DrillTally tally, IPolicyEngine? policies, IReadOnlyList<PooledCase> cases, TimeProvider time, int seed)
    {
        using var site = new DrillSite(policies, null, time);
        var sure = new Endorsement(Integrity.Sensor, 9, 3, AtEnforcementPoint: true, [], []);
        var taken = new Dictionary<ActionClass, int>();
        var random = new Random(seed);
        for (var i = 0; i < 3_000; i++)
        {
            var (kind, target) = random.Next(3) switch
            {
                0 => (ActionKind.IsolateHost, (ActionTarget?)TargetForm.Host($"pc{random.Next(500)}")),
                1 => (ActionKind.DisableAccount, TargetForm.Account($"user{random.Next(500)}")),
                _ => (ActionKind.BlockAddress, TargetForm.Address(string.Create(CultureInfo.InvariantCulture, $"198.51.{random.Next(200)}.{random.Next(2, 250)}"))),
            };
            var action = ProposedAction.Of(kind, target!, TimeSpan.FromHours(1), cases[i % cases.Count].Case.Incident.Id, "wish");
            var decision = site.Gate.Decide(new GateRequest(action, Principal.Agent("model"), new Label(Integrity.Operator, default, Provenance.None), sure, FromModel: false));
            if (decision.Capability is not null) taken[action.Traits.Class] = taken.GetValueOrDefault(action.Traits.Class) + 1;
            tally.Note("P6", taken.GetValueOrDefault(ActionClass.Narrow) <= 20 && taken.GetValueOrDefault(ActionClass.Wide) <= 3);
        }
    }

    /// <summary>P7: nothing is done to what is protected, in whatever form it is written, by nobody who is not let in by breaking the glass.</summary>
    public static void Protection(DrillTally tally, IPolicyEngine? policies, IReadOnlyList<PooledCase> cases, TimeProvider time)
    {
        string[] addresses = ["10.20.0.1", "::ffff:10.20.0.1", "::ffff:0a14:0001", "64:ff9b::10.20.0.1", "2002:a14:1::", "10.20.0.0/24", "10.20.0.53", "10.0.0.0/8", "0.0.0.0/0", "::/0", "010.020.0.1", "0x0a140001", "fe80::1%eth0", "8.8.8.8", "::ffff:8.8.8.8", "127.0.0.1", "::1"];
        string[] hosts = ["dc01", "DC01", "dc01.example.org", "\\\\DC01", "backup01", "10.20.0.1"];
        string[] accounts = ["admin", "ADMIN", "EXAMPLE\\admin", "admin@example.org", "breakglass"];
        string[] domains = ["example.org", "EXAMPLE.ORG.", "www.example.org", "org", "10.20.0.1"];
        foreach (var kind in Enum.GetValues<ActionKind>().Where(k => ActionTraits.Of(k).Class != ActionClass.Read && !ActionTraits.Of(k).IsLowering))
            foreach (var form in ActionTraits.Of(kind).Targets[0] switch { TargetKind.Address => addresses, TargetKind.Domain => domains, TargetKind.Account => accounts, TargetKind.Host or TargetKind.Process or TargetKind.File => hosts, _ => [] })
                foreach (var isApproved in new[] { false, true })
                {
                    using var site = new DrillSite(policies, null, time);
                    var @case = cases[0].Case;
                    if (isApproved && Build(kind, form, @case) is { } action)
                        foreach (var person in new[] { DrillPeople.Ann, DrillPeople.Bob })
                        {
                            var request = site.Approvals.Ask(action);
                            site.Approvals.Approve(request.Id, person.Sign(request));
                        }

                    var tried = Build(kind, form, @case) is { } same ? site.Gate.Decide(new GateRequest(same, Principal.Agent("model"), new Label(Integrity.Operator, default, Provenance.None), new Endorsement(Integrity.Sensor, 9, 3, AtEnforcementPoint: true, [], []), FromModel: false)) : null;
                    tally.Note("P7", tried?.Capability is null, () => $"{kind} {form}");
                }
    }

    /// <summary>P10: nothing is done on an approval of something else, one that is old, used or altered.</summary>
    public static void Approvals(DrillTally tally, IPolicyEngine? policies, IReadOnlyList<PooledCase> cases, TimeProvider time, int seed)
    {
        var random = new Random(seed);
        using var stranger = ApprovalSigner.Create("ann");
        for (var i = 0; i < 1_000; i++)
        {
            using var site = new DrillSite(policies, null, time);
            var @case = cases[i % cases.Count].Case;
            var action = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account($"user{i % 90}")!, TimeSpan.FromHours(1), @case.Incident.Id, "wish");
            var request = site.Approvals.Ask(action);
            var other = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account($"boss{i % 90}")!, TimeSpan.FromHours(1), @case.Incident.Id, "wish");
            var (nonce, digest, wanted) = (i % 7) switch
            {
                0 => (new string('0', 32), request.Digest, action),
                1 => (request.Nonce, other.Digest, action),
                2 => (request.Nonce, request.Digest, other),
                3 => (request.Nonce, request.Digest, ProposedAction.Of(action.Kind, action.Target, TimeSpan.FromHours(3), action.Incident, action.Playbook)),
                4 => (request.Nonce, request.Digest, ProposedAction.Of(action.Kind, action.Target, action.Lease, Guid.CreateVersion7(time.GetUtcNow()), action.Playbook)),
                5 => (request.Nonce[..^1] + (request.Nonce[^1] == 'a' ? 'b' : 'a'), request.Digest, action),
                _ => (request.Nonce, request.Digest, action),
            };
            var signer = i % 7 == 6 ? stranger : random.Next(2) == 0 ? DrillPeople.Ann : DrillPeople.Bob;
            site.Approvals.Approve(request.Id, signer.Sign(request with { Nonce = nonce, Digest = digest }));
            tally.Note("P10", site.Gate.Decide(new GateRequest(wanted, Principal.Agent("model"), Label.Unknown, Endorsement.None, FromModel: true)).Capability is null, () => $"way {i % 7}");
        }
    }

    static ProposedAction? Build(ActionKind kind, string form, DrillCase @case)
    {
        var target = ActionTraits.Of(kind).Targets[0] switch
        {
            TargetKind.Address => TargetForm.Address(form),
            TargetKind.Domain => TargetForm.Domain(form),
            TargetKind.Host => TargetForm.Host(form),
            TargetKind.Account => TargetForm.Account(form),
            TargetKind.Process => TargetForm.Process(form, 4000, @case.Incident.First ?? default),
            TargetKind.File => TargetForm.File(form, new string('a', 64)),
            _ => (ActionTarget?)null,
        };
        return target is null ? null : ProposedAction.Of(kind, target, TimeSpan.FromHours(1), @case.Incident.Id, "wish");
    }
}
