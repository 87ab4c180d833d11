using CsCheck;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Transparency;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Guard.Tests.Approvals;

public sealed class ApprovalDeskTests : IDisposable
{
    static readonly Guid Incident = Guid.CreateVersion7();

    readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56).AddTicks(1234567));
    readonly MemoryLedger _ledger;
    readonly SoftPasskey _passkey = new("ann");

    public ApprovalDeskTests() => _ledger = new MemoryLedger(_time);

    [Fact]
    public void A_passkey_says_yes_to_one_question()
    {
        var (desk, request) = Asked();
        Assert.Equal(ApprovalAnswer.Counted, desk.Approve(request.Id, _passkey.Sign(request)));
        Assert.Equal("ann", Assert.Single(desk.Of(Lock("anna"))).Person);
    }

    [Fact]
    public void A_passkey_that_says_anything_else_is_not_believed()
    {
        var (desk, request) = Asked();
        PasskeyProof[] lies =
        [
            _passkey.Sign(request, type: "webauthn.create"), _passkey.Sign(request, origin: "https://evil.example"), _passkey.Sign(request, site: "evil.example"),
            _passkey.Sign(request, flags: 0b001), _passkey.Sign(request, flags: 0b100), _passkey.Sign(request, crossOrigin: true),
            _passkey.Sign(request with { Digest = Lock("boss").Digest }), _passkey.Sign(request with { Nonce = new string('0', 32) }), _passkey.Sign(request with { Text = "Look at nothing." }),
            _passkey.Sign(request) with { AuthenticatorData = new byte[37] }, _passkey.Sign(request) with { ClientData = "{}"u8.ToArray() }, _passkey.Sign(request) with { Signature = Array.Empty<byte>() },
            _passkey.Sign(request) with { ClientData = "[1,"u8.ToArray() }, _passkey.Sign(request) with { AuthenticatorData = Array.Empty<byte>() },
        ];
        Assert.All(lies, lie => Assert.Equal(ApprovalAnswer.BadSignature, desk.Approve(request.Id, lie)));
        Assert.Empty(desk.Of(Lock("anna")));
    }

    [Fact]
    public void The_key_of_one_person_and_the_passkey_of_the_same_are_one_person()
    {
        var (desk, request) = Asked();
        Assert.Equal(ApprovalAnswer.Counted, desk.Approve(request.Id, _passkey.Sign(request)));
        Assert.Equal(ApprovalAnswer.AnsweredBefore, desk.Approve(request.Id, People.Ann.Sign(request)));
        Assert.Equal(ApprovalAnswer.Counted, desk.Approve(request.Id, People.Bob.Sign(request)));
    }

    [Fact]
    public void A_key_that_nobody_has_and_one_that_changed_hands_do_not_count()
    {
        var (desk, request) = Asked();
        using var stranger = ApprovalSigner.Create("ann");
        Assert.Equal(ApprovalAnswer.UnknownKey, desk.Approve(request.Id, stranger.Sign(request)));
        Assert.Equal(ApprovalAnswer.BadSignature, desk.Approve(request.Id, stranger.Sign(request) with { KeyId = People.Ann.Public.Id }));
        Assert.Equal(ApprovalAnswer.BadSignature, desk.Approve(request.Id, People.Ann.Sign(request) with { KeyId = _passkey.Public.Id }));
    }

    [Fact]
    public void Who_has_approved_much_within_an_hour_rests()
    {
        var desk = Desk();
        for (var i = 0; i < 6; i++) Assert.Equal(ApprovalAnswer.Counted, Yes(desk, Lock($"user{i}")));
        Assert.Equal(ApprovalAnswer.Tired, Yes(desk, Lock("user6")));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(ApprovalAnswer.Counted, Yes(desk, Lock("user6")));
    }

    [Fact]
    public void Who_approves_a_test_does_nothing_and_rests()
    {
        var test = ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address("8.8.8.8")!, TimeSpan.FromHours(1), Incident, "command-channel");
        var desk = Desk(test);
        desk.Ask(Lock("anna"));
        var question = desk.Open.Single(r => r.Digest == test.Digest);
        Assert.Equal(ApprovalAnswer.WasTest, desk.Approve(question.Id, People.Ann.Sign(question)));
        Assert.Empty(desk.Of(test));
        Assert.False(desk.TrySpend(test));
        Assert.Equal(ApprovalAnswer.Tired, Yes(desk, Lock("anna")));
        Assert.Equal(new VigilanceScore(0, 1), desk.Scores["ann"]);
    }

    [Fact]
    public void Who_refuses_a_test_has_passed_it()
    {
        var test = ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address("8.8.8.8")!, TimeSpan.FromHours(1), Incident, "command-channel");
        var desk = Desk(test);
        desk.Ask(Lock("anna"));
        Assert.True(desk.Deny(desk.Open.Single(r => r.Digest == test.Digest).Id, "ann"));
        Assert.Equal(new VigilanceScore(1, 0), desk.Scores["ann"]);
    }

    [Fact]
    public void A_denied_question_is_closed_for_everybody()
    {
        var (desk, request) = Asked();
        Assert.True(desk.Deny(request.Id, "bob"));
        Assert.Equal(ApprovalAnswer.NotOpen, desk.Approve(request.Id, People.Ann.Sign(request)));
        Assert.False(desk.Deny(request.Id, "bob"));
    }

    [Fact]
    public void Ten_thousand_forged_altered_replayed_and_late_approvals_count_for_nothing()
    {
        var used = 0;
        using var stranger = ApprovalSigner.Create("ann");
        for (var i = 0; i < 10_000; i++)
        {
            var (desk, request) = Asked($"user{i % 900}");
            var proof = People.Ann.Sign(request);
            var flipped = proof.Signature.ToArray();
            flipped[i % 64] ^= (byte)(1 << (i / 64 % 8));
            var counts = (i % 6) switch
            {
                0 => desk.Approve(request.Id, proof with { Signature = flipped }),
                1 => desk.Approve(request.Id, stranger.Sign(request)),
                2 => desk.Approve(request.Id, People.Ann.Sign(request with { Digest = Lock("boss").Digest })),
                3 => desk.Approve(request.Id, People.Ann.Sign(request with { Expires = request.Expires.AddDays(1) })),
                4 => Late(desk, request, proof),
                _ => Replayed(desk, request, proof, $"user{i % 900}"),
            };
            if (counts == ApprovalAnswer.Counted || desk.TrySpend(Lock($"user{i % 900}"))) used++;
        }

        Assert.Equal(0, used);
    }

    [Fact]
    public void Of_many_who_spend_an_approval_at_once_one_does()
    {
        var (desk, request) = Asked();
        desk.Approve(request.Id, People.Ann.Sign(request));
        Assert.Single(Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Where(_ => desk.TrySpend(Lock("anna"))));
    }

    [Fact]
    public void No_bytes_of_an_authenticator_break_the_desk() =>
        Gen.Select(Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 80], Gen.Byte.Array[0, 80]).Sample((client, said, signature) =>
        {
            var (desk, request) = Asked();
            Assert.Equal(ApprovalAnswer.BadSignature, desk.Approve(request.Id, new PasskeyProof(_passkey.Public.Id, client, said, signature)));
        });

    [Fact]
    public void A_key_survives_its_file()
    {
        using var again = ApprovalSigner.Import("ann", People.Ann.Export());
        Assert.Equal(People.Ann.Public.Id, again.Public.Id);
        Assert.Equal(again.Public.Id, ApprovalSigner.PublicOf("ann", Convert.ToBase64String(again.Public.PublicKey.Span)).Id);
        Assert.Throws<FormatException>(() => ApprovalSigner.Import("ann", "no key"));
    }

    public void Dispose()
    {
        _passkey.Dispose();
        _ledger.Dispose();
    }

    ApprovalAnswer Late(ApprovalDesk desk, ApprovalRequest request, ApprovalProof proof)
    {
        _time.Advance(TimeSpan.FromMinutes(11));
        return desk.Approve(request.Id, proof);
    }

    // The signature of a question that was answered, shown for the next one about the same.
    static ApprovalAnswer Replayed(ApprovalDesk desk, ApprovalRequest request, ApprovalProof proof, string account)
    {
        desk.Approve(request.Id, proof);
        desk.TrySpend(Lock(account));
        return desk.Approve(desk.Ask(Lock(account)).Id, proof);
    }

    static ApprovalAnswer Yes(ApprovalDesk desk, ProposedAction action)
    {
        var request = desk.Ask(action);
        return desk.Approve(request.Id, People.Ann.Sign(request));
    }

    (ApprovalDesk Desk, ApprovalRequest Request) Asked(string account = "anna")
    {
        var desk = Desk();
        return (desk, desk.Ask(Lock(account)));
    }

    ApprovalDesk Desk(ProposedAction? test = null) => new(_time, new ApproverRing(People.Ann.Public, People.Bob.Public, _passkey.Public), new Discarding()) { Test = test is null ? null : _ => test };

    static ProposedAction Lock(string account) => ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account(account)!, TimeSpan.FromHours(1), Incident, "stolen-account");

    sealed class Discarding : ILedger
    {
        public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries) => [.. entries.Select((_, i) => new LedgerReceipt(i, Guid.Empty, default))];
    }
}
