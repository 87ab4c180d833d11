using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Tests.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Agents.Tests.Models;

public sealed class BudgetTests
{
    static readonly ProviderOptions One = new() { Name = "one", DailyTokens = 1000 };

    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Nothing_is_spent_beyond_a_limit_by_however_many_at_once()
    {
        var budgets = Of(new() { CallsPerIncident = 20, TokensPerIncident = 1_000_000, CallsPerDay = 1000 });
        var (incident, paid) = (Guid.CreateVersion7(), 0);
        Parallel.For(0, 500, _ =>
        {
            if (budgets.Pay(incident, One with { DailyTokens = 1_000_000 }, 10) is not { } payment) return;
            Interlocked.Increment(ref paid);
            budgets.Settle(payment, 5);
        });
        Assert.Equal(20, paid);
        Assert.False(budgets.IsAnythingLeft(incident));
        Assert.True(budgets.IsAnythingLeft(Guid.CreateVersion7()));
    }

    [Fact]
    public void An_estimate_is_paid_before_and_settled_after()
    {
        var budgets = Of(new() { TokensPerIncident = 100 });
        var incident = Guid.CreateVersion7();
        var payment = budgets.Pay(incident, One, 90)!;
        Assert.Null(budgets.Pay(incident, One, 20));
        budgets.Settle(payment, 30);
        Assert.NotNull(budgets.Pay(incident, One, 70));
        Assert.Null(budgets.Pay(incident, One, 1));
    }

    [Fact]
    public void A_provider_has_a_limit_of_its_own_for_a_day()
    {
        var budgets = Of(new());
        Assert.NotNull(budgets.Pay(null, One, 1000));
        Assert.Null(budgets.Pay(null, One, 1));
        Assert.NotNull(budgets.Pay(null, One with { Name = "two" }, 1000));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(budgets.Pay(null, One, 1000));
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nobody_a_new_day()
    {
        var skewed = new SkewedClock { Now = _clock.GetUtcNow() };
        var budgets = new Budgets(new AgentOptions { Budget = new() { CallsPerDay = 1 } }, skewed);
        Assert.NotNull(budgets.Pay(null, One, 1));
        skewed.Now -= TimeSpan.FromDays(3);
        Assert.Null(budgets.Pay(null, One, 1));
        skewed.Now += TimeSpan.FromDays(3);
        Assert.Null(budgets.Pay(null, One, 1));
    }

    [Fact]
    public async Task A_question_that_cannot_be_paid_is_not_sent()
    {
        await using var server = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)) with { Budget = new() { CallsPerIncident = 2 } });
        var incident = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++) Assert.Null((await desk.AskAsync(DeskForTests.Question(incident, new() { ["count"] = i }), TestContext.Current.CancellationToken)).Failure);
        Assert.Equal(ModelFailure.BudgetSpent, (await desk.AskAsync(DeskForTests.Question(incident, new() { ["count"] = 3 }), TestContext.Current.CancellationToken)).Failure);
        Assert.Equal(2, server.Requests.Count);
        Assert.Null((await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), TestContext.Current.CancellationToken)).Failure);
    }

    [Theory]
    [InlineData("says it used fewer than no tokens")]
    [InlineData("says it used more tokens than there are")]
    [InlineData("says it used no tokens")]
    public async Task A_provider_that_lies_about_tokens_is_counted_by_ourselves(string fault)
    {
        await using var server = (await FaultServer.StartAsync()).Answer(Fault.Named(fault));
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)));
        var (answer, tries) = await desk.TryAsync(DeskForTests.Question(), TestContext.Current.CancellationToken);
        Assert.False(tries.Single().IsUsageHonest);
        Assert.InRange(answer.Usage.InputTokens, 50, 1000);
        Assert.InRange(answer.Usage.OutputTokens, 5, 100);
    }

    Budgets Of(BudgetOptions options) => new(new AgentOptions { Budget = options }, _clock);

    sealed class SkewedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
