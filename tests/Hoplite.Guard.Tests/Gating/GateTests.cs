using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Guard.Tests.Gating;

public sealed class GateTests
{
    static readonly Guid Incident = Guid.CreateVersion7();
    static readonly Endorsement Confirmed = new(Integrity.Sensor, 5, 2, AtEnforcementPoint: false, ["ev-1"], ["r"]);
    static readonly Label Sure = new(Integrity.Sensor, Confidentiality.Internal, Provenance.None);

    readonly FakeTimeProvider _time = new();
    readonly ListLedger _ledger = new();
    readonly ApprovalDesk _approvals;
    readonly GateSettings _settings;
    readonly Gate _gate;

    public GateTests()
    {
        _approvals = new ApprovalDesk(_time, new ApproverRing(People.Ann.Public, People.Bob.Public), _ledger) { MostAnHour = 1_000 };
        _settings = new GateSettings(
            new ProtectedSet(["203.0.113.1"], ["dc01"], ["admin"], []), new BlastBudget(new BlastLimits { Accounts = 1000 }, _time),
            new AutonomyLadder(new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act, [ActionKind.IsolateHost] = Autonomy.Act }), new Dictionary<string, int> { ["erp"] = 3 });
        _gate = new Gate(new Permissive(), _settings, _approvals, _ledger, _time);
    }

    [Fact]
    public void A_confirmed_address_outside_may_be_blocked_for_an_hour()
    {
        var decision = _gate.Decide(Ask(Block("203.0.113.66")));
        Assert.Equal(GateOutcome.Allowed, decision.Outcome);
        Assert.NotNull(decision.Capability);
        Assert.Equal([LedgerKind.Proposal, LedgerKind.Decision], _ledger.Entries.Select(e => e.Kind));
    }

    [Fact]
    public void The_same_without_confirmation_takes_a_person_even_when_every_policy_permits_it()
    {
        var decision = _gate.Decide(Ask(Block("203.0.113.66")) with { Endorsement = Endorsement.None, Label = Label.Unknown });
        Assert.Equal(GateOutcome.NeedsApproval, decision.Outcome);
        Assert.Null(decision.Capability);
        Assert.Contains("policies-disagree", decision.Reasons);
    }

    [Theory]
    [InlineData(ActionKind.CloseAlert)]
    [InlineData(ActionKind.SuppressAlert)]
    [InlineData(ActionKind.LowerSeverity)]
    [InlineData(ActionKind.MergeIncident)]
    [InlineData(ActionKind.DeleteEvidence)]
    [InlineData(ActionKind.ShortenRetention)]
    [InlineData(ActionKind.DropSensor)]
    [InlineData(ActionKind.AllowList)]
    [InlineData(ActionKind.WriteRule)]
    [InlineData(ActionKind.ChangePolicy)]
    public void Software_never_lowers_anything(ActionKind kind)
    {
        var action = ProposedAction.Of(kind, TargetForm.Named(TargetKind.Named, "thing-1")!, TimeSpan.Zero, Incident, "any");
        Approve(action, "ann");
        Approve(action, "bob");
        Assert.Equal(GateOutcome.Denied, _gate.Decide(Ask(action) with { Label = new Label(Integrity.Operator, default, Provenance.None) }).Outcome);
    }

    [Fact]
    public void A_protected_target_is_not_touched_even_with_two_persons()
    {
        var action = Block("203.0.113.1");
        Approve(action, "ann");
        Approve(action, "bob");
        var decision = _gate.Decide(Ask(action));
        Assert.Equal(GateOutcome.Denied, decision.Outcome);
        Assert.Contains("protected", decision.Reasons);
    }

    [Fact]
    public void The_budget_of_an_hour_is_not_exceeded_however_often_one_asks()
    {
        var allowed = Enumerable.Range(2, 200).Count(i => _gate.Decide(Ask(Block($"198.51.100.{i}"))).Outcome == GateOutcome.Allowed);
        Assert.Equal(20, allowed);
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(GateOutcome.Allowed, _gate.Decide(Ask(Block("198.51.100.250"))).Outcome);
    }

    [Fact]
    public void Without_an_engine_for_policies_one_may_only_look_and_tell()
    {
        var gate = new Gate(null, _settings, _approvals, _ledger, _time);
        Assert.All(Enum.GetValues<ActionKind>(), kind =>
        {
            var action = ProposedAction.Of(kind, AnyTarget(kind), ActionTraits.Of(kind).Class == ActionClass.Read ? TimeSpan.Zero : TimeSpan.FromHours(1), Incident, "any");
            Approve(action, "ann");
            Approve(action, "bob");
            var decision = gate.Decide(Ask(action) with { Principal = Principal.Human("cleo") });
            Assert.Equal(ActionTraits.Of(kind).Class == ActionClass.Read ? GateOutcome.Allowed : GateOutcome.Denied, decision.Outcome);
            if (ActionTraits.Of(kind).Class != ActionClass.Read) Assert.Contains("no-policy-engine", decision.Reasons);
        });
    }

    [Fact]
    public void What_cannot_be_written_down_is_not_done()
    {
        var gate = new Gate(new Permissive(), _settings, _approvals, new BrokenLedger(), _time);
        var decision = gate.Decide(Ask(Block("203.0.113.66")));
        Assert.Equal(GateOutcome.Denied, decision.Outcome);
        Assert.Null(decision.Capability);
    }

    [Fact]
    public void An_approval_counts_for_the_very_action_once()
    {
        var action = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account("anna")!, TimeSpan.FromHours(1), Incident, "stolen-account");
        Assert.Equal(GateOutcome.NeedsApproval, _gate.Decide(Ask(action)).Outcome);
        Approve(action, "ann");
        var other = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account("berta")!, TimeSpan.FromHours(1), Incident, "stolen-account");
        var elsewhere = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account("anna")!, TimeSpan.FromHours(1), Guid.CreateVersion7(), "stolen-account");
        Assert.All([other, elsewhere], a => Assert.Equal(GateOutcome.NeedsApproval, _gate.Decide(Ask(a)).Outcome));
        Assert.Equal(GateOutcome.Allowed, _gate.Decide(Ask(action)).Outcome);
        Assert.Equal(GateOutcome.NeedsApproval, _gate.Decide(Ask(action)).Outcome);
    }

    [Fact]
    public void What_is_under_way_does_not_use_up_the_budget_again()
    {
        for (var i = 0; i < 50; i++) Assert.Equal(GateOutcome.Allowed, _gate.Decide(Ask(Block("203.0.113.66"))).Outcome);
        Assert.Equal(GateOutcome.Allowed, _gate.Decide(Ask(Block("203.0.113.67"))).Outcome);
    }

    [Fact]
    public void A_model_may_not_tell_people_anything_by_itself()
    {
        var action = ProposedAction.Of(ActionKind.Notify, TargetForm.Named(TargetKind.Named, "people")!, TimeSpan.Zero, Incident, "notify-people");
        Assert.Equal(GateOutcome.Allowed, _gate.Decide(Ask(action)).Outcome);
        Assert.Equal(GateOutcome.Denied, _gate.Decide(Ask(action) with { FromModel = true }).Outcome);
    }

    [Fact]
    public void Of_many_who_use_one_approval_at_the_same_time_one_may_act()
    {
        for (var round = 0; round < 5; round++)
        {
            var action = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account($"anna{round}")!, TimeSpan.FromHours(1), Incident, "stolen-account");
            Approve(action, "ann");
            using var start = new Barrier(8);
            var allowed = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Count(_ =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return _gate.Decide(Ask(action)).Capability is not null;
            });
            Assert.Equal(round < 3 ? 1 : 0, allowed);
        }
    }

    [Fact]
    public void One_person_is_not_two()
    {
        var action = ProposedAction.Of(ActionKind.IsolateServer, TargetForm.Host("erp")!, TimeSpan.FromHours(1), Incident, "ransom");
        Approve(action, "ann");
        Approve(action, "ANN");
        Assert.Equal(GateOutcome.NeedsTwoApprovals, _gate.Decide(Ask(action)).Outcome);
        Approve(action, "bob");
        Assert.Equal(GateOutcome.Allowed, _gate.Decide(Ask(action)).Outcome);
    }

    [Fact]
    public void An_approval_expires()
    {
        var action = ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account("anna")!, TimeSpan.FromHours(1), Incident, "stolen-account");
        Approve(action, "ann");
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(GateOutcome.NeedsApproval, _gate.Decide(Ask(action)).Outcome);
    }

    [Fact]
    public void An_approval_with_another_nonce_or_digest_does_not_count()
    {
        var action = Block("203.0.113.66");
        var request = _approvals.Ask(action);
        Assert.Equal(ApprovalAnswer.BadSignature, _approvals.Approve(request.Id, People.Ann.Sign(request with { Nonce = new string('0', 32) })));
        Assert.Equal(ApprovalAnswer.BadSignature, _approvals.Approve(request.Id, People.Ann.Sign(request with { Digest = Block("203.0.113.67").Digest })));
        Assert.Equal(ApprovalAnswer.NotOpen, _approvals.Approve(Guid.CreateVersion7(), People.Ann.Sign(request)));
        Assert.Equal(ApprovalAnswer.Counted, _approvals.Approve(request.Id, People.Ann.Sign(request)));
        Assert.Equal(ApprovalAnswer.AnsweredBefore, _approvals.Approve(request.Id, People.Ann.Sign(request)));
    }

    [Fact]
    public void A_capability_is_for_the_very_action_once_and_soon()
    {
        var capability = _gate.Decide(Ask(Block("203.0.113.66"))).Capability!;
        Assert.False(capability.TryUse(Block("203.0.113.67"), _time.GetUtcNow()));
        Assert.False(capability.TryUse(Block("203.0.113.66"), _time.GetUtcNow() + TimeSpan.FromMinutes(2)));
        Assert.True(capability.TryUse(Block("203.0.113.66"), _time.GetUtcNow()));
        Assert.False(capability.TryUse(Block("203.0.113.66"), _time.GetUtcNow()));
    }

    [Fact]
    public void Nobody_outside_the_gate_can_make_a_capability() => Assert.Empty(typeof(Capability).GetConstructors());

    [Fact]
    public void A_mistake_lowers_what_software_may_do_and_only_a_person_raises_it()
    {
        Assert.Equal(Autonomy.Propose, _settings.Autonomy.Demote(ActionKind.BlockAddress));
        Assert.Equal(GateOutcome.NeedsApproval, _gate.Decide(Ask(Block("203.0.113.66"))).Outcome);
        Assert.Equal(Autonomy.Observe, _settings.Autonomy.Demote(ActionKind.BlockAddress));
        Assert.Equal(Autonomy.Observe, _settings.Autonomy.Demote(ActionKind.BlockAddress));
        Assert.Equal(GateOutcome.Denied, _gate.Decide(Ask(Block("203.0.113.66"))).Outcome);
        Assert.Throws<ArgumentException>(() => _settings.Autonomy.Set(ActionKind.IsolateServer, Autonomy.Act));
    }

    static ProposedAction Block(string address) => ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address(address)!, TimeSpan.FromHours(1), Incident, "brute-force");

    static ActionTarget AnyTarget(ActionKind kind) => ActionTraits.Of(kind).Targets[0] switch
    {
        TargetKind.Address => TargetForm.Address("203.0.113.66")!,
        TargetKind.Domain => TargetForm.Domain("bad.example")!,
        TargetKind.Process => TargetForm.Process("pc1", 4000, DateTimeOffset.UnixEpoch)!,
        TargetKind.File => TargetForm.File("pc1", new string('a', 64))!,
        var named => TargetForm.Named(named, "thing-1")!,
    };

    static GateRequest Ask(ProposedAction action) => new(action, Principal.Agent("responder"), Sure, Confirmed, FromModel: false);

    void Approve(ProposedAction action, string person)
    {
        var request = _approvals.Ask(action);
        _approvals.Approve(request.Id, (person == "bob" ? People.Bob : People.Ann).Sign(request));
    }

    sealed class Permissive : IPolicyEngine
    {
        public string Digest => "none";

        public PolicyAnswer Ask(GateContext context) => new(IsAllowed: true, ["everything"]);
    }

    sealed class ListLedger : ILedger
    {
        public List<LedgerEntry> Entries { get; } = [];

        public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries)
        {
            lock (Entries)
            {
                Entries.AddRange(entries);
                return [.. entries.Select(_ => new LedgerReceipt(Entries.Count, Guid.CreateVersion7(), default))];
            }
        }
    }

    sealed class BrokenLedger : ILedger
    {
        public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => throw new IOException("the disk is full");
    }
}
