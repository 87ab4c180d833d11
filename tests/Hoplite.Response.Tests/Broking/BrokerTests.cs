using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Broking;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Tests.Broking;

public sealed class BrokerTests
{
    [Fact]
    public async Task An_action_is_done_seen_and_taken_back_when_its_lease_ends_and_all_is_as_before()
    {
        using var site = new Site();
        var before = site.Resolver;
        var receipt = await site.DoAsync(Site.Sink("bad.example"));
        Assert.Equal(ActionState.Active, receipt.Run!.State);
        Assert.Contains("0.0.0.0 bad.example\n", site.Resolver, StringComparison.Ordinal);
        Assert.NotNull(receipt.Leaf);

        site.Time.Advance(TimeSpan.FromMinutes(59));
        await site.Broker.EndDueAsync();
        Assert.NotEqual(before, site.Resolver);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.Broker.EndDueAsync();
        Assert.Equal(before, site.Resolver);
        Assert.Equal(ActionState.Undone, site.Broker.Book.Find(receipt.Run.Id)!.State);
    }

    [Fact]
    public async Task Leases_end_by_themselves_while_the_broker_keeps_them()
    {
        using var site = new Site();
        using var stop = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        site.Broker.Changed = run =>
        {
            if (run.State == ActionState.Undone) ended.TrySetResult();
        };
        var keeping = site.Broker.KeepLeasesAsync(stop.Token);
        await site.DoAsync(Site.Sink("bad.example", minutes: 1));
        while (!ended.Task.IsCompleted)
        {
            site.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.DoesNotContain("bad.example", site.Resolver, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
    }

    [Fact]
    public async Task A_capability_is_used_once()
    {
        using var site = new Site();
        var capability = site.May(Site.Sink("bad.example"));
        Assert.True((await site.Broker.ExecuteAsync(capability, "one", TestContext.Current.CancellationToken)).IsDone);
        var again = await site.Broker.ExecuteAsync(capability, "two", TestContext.Current.CancellationToken);
        Assert.Contains("used", again.Refusal, StringComparison.Ordinal);
        Assert.Single(site.Broker.Book.Newest(10));
    }

    [Fact]
    public async Task The_same_key_again_does_nothing_and_says_what_came_of_it()
    {
        using var site = new Site();
        var first = await site.DoAsync(Site.Sink("bad.example"), "step-7");
        var second = await site.DoAsync(Site.Sink("bad.example"), "step-7");
        Assert.Equal(first.Run!.Id, second.Run!.Id);
        Assert.Contains("another action", (await site.DoAsync(Site.Sink("worse.example"), "step-7")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_with_the_same_key_at_once_do_it_once()
    {
        using var site = new Site();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => site.DoAsync(Site.Sink("bad.example"), "step-7"))));
        Assert.Single(receipts.Select(r => r.Run!.Id).Distinct());
        Assert.Single(site.Broker.Book.Newest(100));
    }

    [Fact]
    public async Task What_is_protected_or_unknown_is_refused_without_any_effect()
    {
        using var site = new Site();
        var before = site.Resolver;
        var other = ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address("203.0.113.9")!, TimeSpan.FromMinutes(5), Site.Incident, "command-channel");
        site.Settings.Autonomy.Set(ActionKind.BlockAddress, Autonomy.Act);
        Assert.Contains("nothing here can blockAddress", (await site.DoAsync(other)).Refusal, StringComparison.Ordinal);
        Assert.Equal(before, site.Resolver);
        Assert.Empty(site.Broker.Book.Newest(10));
    }

    [Fact]
    public async Task When_everything_is_stopped_all_is_taken_back_and_nothing_begins()
    {
        using var site = new Site();
        var before = site.Resolver;
        for (var i = 0; i < 5; i++) await site.DoAsync(Site.Sink($"bad{i}.example"));
        Assert.Equal(5, await site.Broker.PanicAsync("ann"));
        Assert.Equal(before, site.Resolver);
        Assert.Contains("ann stopped all actions", (await site.DoAsync(Site.Sink("bad.example"))).Refusal, StringComparison.Ordinal);
        await site.RestartAsync();
        Assert.Contains("stopped", (await site.DoAsync(Site.Sink("bad.example"))).Refusal, StringComparison.Ordinal);
        site.Broker.Resume("ann");
        Assert.True((await site.DoAsync(Site.Sink("bad.example"))).IsDone);
    }

    [Fact]
    public async Task A_person_takes_it_back_and_software_is_trusted_less_when_it_was_a_mistake()
    {
        using var site = new Site();
        var before = site.Resolver;
        var run = (await site.DoAsync(Site.Sink("bad.example"))).Run!;
        Assert.Equal(ActionState.Undone, (await site.Broker.RevertAsync(run.Id, "ann", isMistake: true))!.State);
        Assert.Equal(before, site.Resolver);
        Assert.Equal(Autonomy.Propose, site.Settings.Autonomy[ActionKind.SinkholeDomain]);
        Assert.Null(await site.Broker.RevertAsync(run.Id, "ann", isMistake: true));
    }

    [Fact]
    public async Task A_target_is_set_free_with_the_last_action_that_holds_it()
    {
        using var site = new Site();
        var before = site.Resolver;
        await site.DoAsync(Site.Sink("bad.example", minutes: 10));
        await site.DoAsync(Site.Sink("bad.example", minutes: 30));
        site.Time.Advance(TimeSpan.FromMinutes(11));
        await site.Broker.EndDueAsync();
        Assert.NotEqual(before, site.Resolver);
        site.Time.Advance(TimeSpan.FromMinutes(20));
        await site.Broker.EndDueAsync();
        Assert.Equal(before, site.Resolver);
    }

    [Fact]
    public async Task What_fails_half_way_is_taken_back_and_software_is_trusted_less()
    {
        Stumbling? stumbling = null;
        using var site = new Site(real => stumbling = new Stumbling(real));
        var before = site.Resolver;
        stumbling!.At = place =>
        {
            if (place == "after act") throw new ResponderException("the resolver did not read its file");
        };
        var receipt = await site.DoAsync(Site.Sink("bad.example"));
        Assert.Equal(ActionState.Failed, receipt.Run!.State);
        Assert.Contains("did not read", receipt.Run.Note, StringComparison.Ordinal);
        Assert.Equal(before, site.Resolver);
        Assert.Equal(Autonomy.Propose, site.Settings.Autonomy[ActionKind.SinkholeDomain]);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_tried_again_and_ends_with_a_person()
    {
        Stumbling? stumbling = null;
        using var site = new Site(real => stumbling = new Stumbling(real));
        var run = (await site.DoAsync(Site.Sink("bad.example"))).Run!;
        stumbling!.At = place =>
        {
            if (place == "before undo") throw new ResponderException("the disk is full");
        };
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.Broker.EndDueAsync();
        Assert.Equal(ActionState.Undoing, site.Broker.Book.Find(run.Id)!.State);
        for (var i = 0; i < 20; i++) await site.Broker.EndDueAsync();
        var ended = site.Broker.Book.Find(run.Id)!;
        Assert.Equal(ActionState.Unknown, ended.State);
        Assert.Contains("a person must look", ended.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_done()
    {
        StumblingLedger? ledger = null;
        using var site = new Site(ledger: real => ledger = new StumblingLedger(real));
        var before = site.Resolver;
        ledger!.At = _ => throw new IOException("the disk is full");
        var receipt = await site.DoAsync(Site.Sink("bad.example"));
        Assert.Equal(ActionState.Failed, receipt.Run!.State);
        Assert.Equal(before, site.Resolver);
    }

    [Fact]
    public async Task Intent_is_written_before_the_effect_and_the_rollback_after_it()
    {
        StumblingLedger? ledger = null;
        using var site = new Site(real => new Stumbling(real) { At = place => Assert.True(place != "before act" || ledger!.Kinds is [.., LedgerKind.Intent]) }, real => ledger = new StumblingLedger(real));
        var run = (await site.DoAsync(Site.Sink("bad.example"))).Run!;
        await site.Broker.RevertAsync(run.Id, "ann", isMistake: false);
        Assert.Equal([LedgerKind.Intent, LedgerKind.Action, LedgerKind.Rollback], ledger!.Kinds);
    }
}
