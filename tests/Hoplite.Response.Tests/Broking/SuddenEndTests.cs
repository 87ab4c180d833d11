using Hoplite.Response.Broking;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Tests.Broking;

/// <summary>The program ends at every place there is; afterwards nothing is stuck, and all is as before when the leases are over.</summary>
public sealed class SuddenEndTests
{
    public static TheoryData<int> Places => [.. Enumerable.Range(0, 14)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task After_a_sudden_end_at_any_place_nothing_is_stuck(int place)
    {
        var (left, acts) = (place, 0);
        void Step(string what)
        {
            if (what == "before act") acts++;
            if (left-- == 0) throw new SuddenEndException();
        }

        Stumbling? stumbling = null;
        StumblingLedger? ledger = null;
        using var site = new Site(real => stumbling = new Stumbling(real), real => ledger = new StumblingLedger(real));
        var before = site.Resolver;
        (stumbling!.At, ledger!.At) = (Step, Step);
        try
        {
            var run = (await site.DoAsync(Site.Sink("bad.example"), "step-1")).Run!;
            await site.Broker.RevertAsync(run.Id, "ann", isMistake: false);
        }
        catch (SuddenEndException)
        {
            // The program is gone.
        }

        (stumbling.At, ledger.At) = (null, null);
        await site.RestartAsync();
        Assert.All(site.Broker.Book.Newest(10), r => Assert.NotEqual(ActionState.Acting, r.State));
        Assert.True(acts <= 1);
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.Broker.EndDueAsync();
        Assert.Empty(site.Broker.Book.Live);
        Assert.Equal(before, site.Resolver);
    }

    [Theory]
    [InlineData("before act")]
    [InlineData("after act")]
    [InlineData("verify")]
    [InlineData("before undo")]
    [InlineData("after undo")]
    public async Task A_failure_that_nobody_expected_leaves_nothing_stuck_in_a_program_that_goes_on(string place)
    {
        Stumbling? stumbling = null;
        using var site = new Site(real => stumbling = new Stumbling(real));
        var before = site.Resolver;
        stumbling!.At = at =>
        {
            if (at == place) throw new SuddenEndException();
        };
        await Assert.ThrowsAsync<SuddenEndException>(async () =>
        {
            var run = (await site.DoAsync(Site.Sink("bad.example"))).Run!;
            await site.Broker.RevertAsync(run.Id, "ann", isMistake: false);
        });
        stumbling.At = null;
        site.Time.Advance(TimeSpan.FromMinutes(64));
        for (var i = 0; i < 2; i++) await site.Broker.EndDueAsync();
        Assert.Empty(site.Broker.Book.Live);
        Assert.Equal(before, site.Resolver);
    }

    [Fact]
    public async Task What_a_restart_of_the_machine_has_emptied_is_done_again_for_the_rest_of_the_lease()
    {
        using var site = new Site();
        var before = site.Resolver;
        await site.DoAsync(Site.Sink("bad.example"));
        File.WriteAllText(site.ResolverFile, before);
        await site.RestartAsync();
        Assert.Contains("bad.example", site.Resolver, StringComparison.Ordinal);
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.Broker.EndDueAsync();
        Assert.Equal(before, site.Resolver);
    }

    [Fact]
    public async Task What_no_responder_can_take_back_any_more_ends_with_a_person()
    {
        using var site = new Site();
        var run = (await site.DoAsync(Site.Sink("bad.example"))).Run!;
        await site.RestartAsync(new Renamed(site.Responder));
        Assert.Equal(ActionState.Unknown, site.Broker.Book.Find(run.Id)!.State);
    }

    sealed class Renamed(IResponder real) : IResponder
    {
        public ResponderTraits Traits => real.Traits with { Name = "other" };

        public string? Refuse(Guard.Actions.ProposedAction action) => real.Refuse(action);

        public IReadOnlyList<string> Rehearse(Guard.Actions.ProposedAction action) => real.Rehearse(action);

        public ValueTask<System.Text.Json.Nodes.JsonObject> ObserveAsync(Guard.Actions.ProposedAction action, CancellationToken cancellation) => real.ObserveAsync(action, cancellation);

        public ValueTask ActAsync(ResponderCall call, CancellationToken cancellation) => real.ActAsync(call, cancellation);

        public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => real.VerifyAsync(call, cancellation);

        public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => real.UndoAsync(call, cancellation);
    }
}
