using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Agents.Models;
using Hoplite.Agents.Tests.Faults;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Agents.Tests.Models;

public sealed class DeskTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_provider_there_is_no_answer_and_that_is_said()
    {
        using var desk = DeskForTests.Desk(DeskForTests.Options());
        Assert.Equal(ModelFailure.NotConfigured, (await desk.AskAsync(DeskForTests.Question(), Now)).Failure);
    }

    [Fact]
    public async Task An_answer_has_the_label_I0_and_comes_from_its_model_and_stands_in_the_ledger()
    {
        await using var server = await FaultServer.StartAsync();
        var (ledger, incident) = (new ListLedger(), Guid.CreateVersion7());
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)), ledger);
        var answer = await desk.AskAsync(DeskForTests.Question(incident), Now);
        Assert.Equal(("none", "a", DeskForTests.Model), (answer.Value!.Value.GetProperty("playbook").GetString(), answer.Provider, answer.Model));
        Assert.Equal((Integrity.FreeText, Confidentiality.Internal), (answer.Value.Label.Integrity, answer.Value.Label.Confidentiality));
        Assert.StartsWith("model:", Assert.Single(answer.Value.Label.From.Ids), StringComparison.Ordinal);
        var leaf = Assert.Single(ledger.Entries);
        Assert.Equal((LedgerKind.ModelCall, incident, "answered", "a"), (leaf.Kind, leaf.Case, (string?)leaf.Body["outcome"], (string?)leaf.Body["provider"]));
        Assert.True(leaf.Body["prompt_sha256"] is not null && leaf.Body["answer_sha256"] is not null && (long)leaf.Body["input_tokens"]! > 0 && (int)leaf.Body["requests"]! == 1);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_no_answer()
    {
        await using var server = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)), new ListLedger { IsBroken = true });
        var answer = await desk.AskAsync(DeskForTests.Question(), Now);
        Assert.Equal((null, ModelFailure.NotRecorded), (answer.Value, answer.Failure));
    }

    [Fact]
    public async Task The_same_question_is_asked_once_and_for_another_case_again()
    {
        await using var server = await FaultServer.StartAsync();
        var ledger = new ListLedger();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)), ledger);
        var incident = Guid.CreateVersion7();
        var facts = new JsonObject { ["host"] = "dc01" };
        for (var i = 0; i < 3; i++) Assert.Null((await desk.AskAsync(DeskForTests.Question(incident, facts.DeepClone().AsObject()), Now)).Failure);
        Assert.Single(server.Requests);
        Assert.Equal(["answered", "from_cache", "from_cache"], ledger.Entries.Select(e => (string)e.Body["outcome"]!));
        await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7(), facts.DeepClone().AsObject()), Now);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_provider_that_leaks_the_secret_word_is_not_asked_again_in_that_case()
    {
        await using var leaky = (await FaultServer.StartAsync()).Answer(Fault.Named("says the secret word"));
        await using var good = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", leaky.Url), DeskForTests.Provider("b", good.Url)));
        var incident = Guid.CreateVersion7();
        for (var i = 0; i < 3; i++) Assert.Equal("b", (await desk.AskAsync(DeskForTests.Question(incident, new() { ["count"] = i }), Now)).Provider);
        Assert.Single(leaky.Requests);
        Assert.Equal("b", (await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), Now)).Provider);
        Assert.Equal(2, leaky.Requests.Count);
    }

    [Fact]
    public async Task A_secret_word_in_escapes_is_found_too()
    {
        await using var leaky = await FaultServer.StartAsync();
        leaky.Answer(request => request.WriteAsync(GoodAnswer.Envelope(request, $$"""{"playbook":"none","confidence":0,"review":false,"reason":"\u0063{{request.Canary[1..]}}"}""")));
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", leaky.Url)));
        var (answer, tries) = await desk.TryAsync(DeskForTests.Question(Guid.CreateVersion7()), Now);
        Assert.Equal((ModelFailure.BadAnswer, CallOutcome.CanaryLeaked), (answer.Failure, tries.Single().Outcome));
    }

    [Fact]
    public async Task A_provider_that_always_hangs_is_soon_left_alone_though_its_own_timeout_is_longer_than_its_share()
    {
        await using var hanging = (await FaultServer.StartAsync()).Answer(Fault.Named("hangs before the headers"));
        await using var good = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", hanging.Url) with { Timeout = TimeSpan.FromMinutes(1) }, DeskForTests.Provider("b", good.Url)) with { Deadline = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 10; i++) Assert.Equal("b", (await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), Now)).Provider);
        Assert.InRange(hanging.Requests.Count, 6, 7);
    }

    [Fact]
    public async Task A_document_that_is_too_long_is_not_sent()
    {
        await using var server = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)));
        Assert.Equal(ModelFailure.BudgetSpent, (await desk.AskAsync(DeskForTests.Question(document: new string('a', 300_000)), Now)).Failure);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task With_both_providers_down_the_failure_comes_in_time()
    {
        await using var one = (await FaultServer.StartAsync()).Answer(Fault.Named("hangs before the headers"));
        await using var two = (await FaultServer.StartAsync()).Answer(Fault.Named("answers 503"));
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", one.Url), DeskForTests.Provider("b", two.Url)));
        var answer = await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), Now);
        Assert.Equal(ModelFailure.Unavailable, answer.Failure);
        Assert.InRange(answer.Usage.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_provider_that_comes_and_goes_every_ten_seconds_never_costs_an_answer_while_another_is_up()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await using var flapping = (await FaultServer.StartAsync()).Answer(request => clock.GetUtcNow().Second / 10 % 2 == 0 ? request.StatusAsync(503) : request.WriteAsync(GoodAnswer.Envelope(request)));
        await using var good = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", flapping.Url), DeskForTests.Provider("b", good.Url)), clock: clock, patience: DeskForTests.Impatient with { Repeats = 0 });
        var by = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 120; i++)
        {
            var answer = await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), Now);
            Assert.Null(answer.Failure);
            by[answer.Provider!] = by.GetValueOrDefault(answer.Provider!) + 1;
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // While it is down it is soon left alone, and when it is up again it is asked again.
        Assert.True(by["a"] >= 10 && by["b"] >= 60 && flapping.Requests.Count < 120, $"a {by["a"]}, b {by["b"]}, requests {flapping.Requests.Count.ToString(CultureInfo.InvariantCulture)}");
    }

    [Fact]
    public async Task A_provider_that_asks_for_rest_gets_it_and_no_more_than_is_due()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await using var server = (await FaultServer.StartAsync()).Answer(Fault.Named("answers 429 and asks to wait eleven days"));
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)), clock: clock);
        for (var i = 0; i < 5; i++) Assert.Equal(ModelFailure.Unavailable, (await desk.AskAsync(DeskForTests.Question(), Now)).Failure);
        Assert.Single(server.Requests);
        server.Answer(request => request.WriteAsync(GoodAnswer.Envelope(request)));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null((await desk.AskAsync(DeskForTests.Question(), Now)).Failure);
    }

    [Fact]
    public async Task A_short_pause_that_a_provider_asks_for_is_kept_and_the_question_asked_again()
    {
        await using var server = await FaultServer.StartAsync();
        var asked = 0;
        server.Answer(request => Interlocked.Increment(ref asked) == 1 ? request.StatusAsync(429, "0") : request.WriteAsync(GoodAnswer.Envelope(request)));
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)));
        var answer = await desk.AskAsync(DeskForTests.Question(), Now);
        Assert.Equal((null, 2), (answer.Failure, answer.Usage.Calls));
    }

    [Fact]
    public async Task Whoever_cancels_gets_no_answer_and_the_call_is_written_down()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = (await FaultServer.StartAsync()).Answer(async request =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, request.Aborted);
        });
        var ledger = new ListLedger();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)), ledger);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await desk.AskAsync(DeskForTests.Question(), cancel.Token));
        Assert.Equal("cancelled", (string?)Assert.Single(ledger.Entries).Body["outcome"]);
    }

    [Fact]
    public async Task Only_the_extractor_is_shown_a_document()
    {
        using var desk = DeskForTests.Desk(DeskForTests.Options());
        await Assert.ThrowsAsync<ArgumentException>(async () => await desk.AskAsync(DeskForTests.Question(document: "text") with { Role = ModelRole.Selector }, Now));
    }
}
