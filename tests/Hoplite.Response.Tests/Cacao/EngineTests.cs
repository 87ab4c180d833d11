using System.Collections.Concurrent;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

public class EngineTests
{
    readonly ConcurrentQueue<string> _done = [];

    TestRunner Runner => new(call =>
    {
        _done.Enqueue(call.Command.Text);
        return call.Command.Text.StartsWith("fail", StringComparison.Ordinal) ? new CommandResult.Failed("it did not work")
            : call.Command.Text.StartsWith("doubt", StringComparison.Ordinal) ? new CommandResult.Unknown("who knows")
            : CommandResult.Said(call.Command.Text.StartsWith("say ", StringComparison.Ordinal) ? call.Command.Text[4..] : "", call);
    });

    [Fact]
    public async Task Steps_are_done_in_order_and_the_run_ends_as_done()
    {
        await using var host = new EngineHost(Runner);
        var run = await host.RunAsync(Book.Read(Book.Id("action", 1), steps: [Book.Bash(1, "a", Book.Id("action", 2)), Book.Bash(2, "b")]));
        Assert.Equal((RunState.Done, ""), (run.State, run.Sentence));
        Assert.Equal(["a", "b"], _done);
        Assert.All(host.Engine.Steps(run.Id), s => Assert.Equal(RunState.Done, s.State));
    }

    [Theory]
    [InlineData("5", "yes")]
    [InlineData("1", "no")]
    public async Task An_if_takes_the_branch_of_its_condition_and_goes_on_behind_it(string value, string wanted)
    {
        await using var host = new EngineHost(Runner);
        var run = await host.RunAsync(Book.Read(Book.Id("if-condition", 1), """{"__n__":{"type":"integer","external":true}}""", 1,
            (Book.Id("if-condition", 1), $$"""{"type":"if-condition","condition":"__n__:value > 3","on_true":"{{Book.Id("action", 1)}}","on_false":"{{Book.Id("action", 2)}}","on_completion":"{{Book.Id("action", 3)}}"}"""),
            Book.Bash(1, "yes"), Book.Bash(2, "no"), Book.Bash(3, "after")), new() { ["__n__"] = value });
        Assert.Equal(RunState.Done, run.State);
        Assert.Equal([wanted, "after"], _done);
    }

    [Fact]
    public async Task A_branch_that_runs_into_the_step_behind_its_if_does_not_do_it_twice()
    {
        await using var host = new EngineHost(Runner);
        await host.RunAsync(Book.Read(Book.Id("if-condition", 1), """{"__n__":{"type":"integer","value":"5"}}""", 1,
            (Book.Id("if-condition", 1), $$"""{"type":"if-condition","condition":"__n__:value > 3","on_true":"{{Book.Id("action", 1)}}","on_completion":"{{Book.Id("action", 3)}}"}"""),
            Book.Bash(1, "yes", Book.Id("action", 3)), Book.Bash(3, "after")));
        Assert.Equal(["yes", "after"], _done);
    }

    [Theory]
    [InlineData("red", "r")]
    [InlineData("blue", "other")]
    public async Task A_switch_takes_the_case_of_its_value_or_the_default(string value, string wanted)
    {
        await using var host = new EngineHost(Runner);
        await host.RunAsync(Book.Read(Book.Id("switch-condition", 1), """{"__c__":{"type":"string","external":true}}""", 1,
            (Book.Id("switch-condition", 1), $$"""{"type":"switch-condition","switch":"__c__:value","cases":{"red":"{{Book.Id("action", 1)}}","default":"{{Book.Id("action", 2)}}"},"on_completion":"{{Book.End}}"}"""),
            Book.Bash(1, "r"), Book.Bash(2, "other")), new() { ["__c__"] = value });
        Assert.Equal([wanted], _done);
    }

    static Playbook Loop(string output) => Book.Read(Book.Id("while-condition", 1), """{"__go__":{"type":"string","value":"on"},"__n__":{"type":"integer","value":"0"}}""", 1,
        (Book.Id("while-condition", 1), $$"""{"type":"while-condition","condition":"__go__:value = 'on'","on_true":"{{Book.Id("action", 1)}}","on_completion":"{{Book.End}}"}"""),
        Book.Bash(1, output, Book.Id("while-condition", 1), """ "out_args":["__go__"] """));

    [Fact]
    public async Task A_while_repeats_its_branch_until_its_condition_no_longer_holds()
    {
        var rounds = 0;
        var keys = new HashSet<Guid>();
        await using var host = new EngineHost(new TestRunner(call =>
        {
            keys.Add(call.Key);
            return CommandResult.Said(++rounds < 7 ? "on" : "off", call);
        }));
        var run = await host.RunAsync(Loop("x"));
        Assert.Equal((RunState.Done, 7, 7), (run.State, rounds, keys.Count));
    }

    [Fact]
    public async Task A_while_that_does_not_end_is_ended()
    {
        await using var host = new EngineHost(Runner, new EngineOptions { MaxRounds = 50 });
        var run = await host.RunAsync(Loop("say on"));
        Assert.Equal((RunState.Failed, 50), (run.State, _done.Count));
    }

    [Fact]
    public async Task Branches_run_at_the_same_time_and_all_end_before_a_failure_counts()
    {
        using var both = new Barrier(2);
        await using var host = new EngineHost(new TestRunner(call =>
        {
            if (call.Command.Text is "fail" or "slow") Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(60)));
            _done.Enqueue(call.Command.Text);
            return call.Command.Text == "fail" ? new CommandResult.Failed("no") : CommandResult.Said("", call);
        }));
        var run = await host.RunAsync(Book.Read(Book.Id("parallel", 1), steps: [
            (Book.Id("parallel", 1), $$"""{"type":"parallel","next_steps":["{{Book.Id("action", 1)}}","{{Book.Id("action", 2)}}"],"on_success":"{{Book.End}}","on_failure":"{{Book.Id("action", 4)}}"}"""),
            Book.Bash(1, "fail"), Book.Bash(2, "slow", Book.Id("action", 3)), Book.Bash(3, "slower"), Book.Bash(4, "repair")]));
        Assert.Equal(RunState.Done, run.State);
        Assert.Equal("repair", _done.Last());
        Assert.Contains("slower", _done);
    }

    [Fact]
    public async Task A_playbook_calls_another_and_takes_only_what_is_declared()
    {
        var inner = Book.Read(Book.Id("action", 1), """{"__in__":{"type":"string","external":true},"__out__":{"type":"string"}}""", 2, Book.Bash(1, "say got-__in__:value", more: """ "out_args":["__out__"] """));
        await using var host = new EngineHost(Runner, null, null, inner);
        var run = await host.RunAsync(Book.Read(Book.Id("playbook-action", 1), """{"__in__":{"type":"string","value":"x y"},"__out__":{"type":"string"}}""", 1,
            (Book.Id("playbook-action", 1), $$"""{"type":"playbook-action","playbook_id":"{{inner.Id}}","in_args":["__in__"],"out_args":["__out__"],"on_completion":"{{Book.Id("action", 2)}}"}"""),
            Book.Bash(2, "then __out__:value")));
        Assert.Equal((RunState.Done, ""), (run.State, run.Sentence));
        Assert.Equal(["say got-'x y'", "then 'got-'\\''x y'\\'''"], _done);
    }

    [Fact]
    public async Task A_playbook_that_would_call_itself_fails()
    {
        Playbook Caller(int number, int called) => Book.Read(Book.Id("playbook-action", 1), "{}", number,
            (Book.Id("playbook-action", 1), $$"""{"type":"playbook-action","playbook_id":"{{Book.Id("playbook", called)}}","on_completion":"{{Book.End}}"}"""));
        await using var host = new EngineHost(Runner, null, null, Caller(1, 2), Caller(2, 1));
        var run = await host.RunAsync(Caller(1, 2));
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("call itself", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_takes_its_own_way()
    {
        await using var host = new EngineHost(Runner);
        var run = await host.RunAsync(Book.Read(Book.Id("action", 1), steps: [Book.Bash(1, "fail", more: $"\"on_failure\":\"{Book.Id("action", 2)}\""), Book.Bash(2, "undo")]));
        Assert.Equal(RunState.Done, run.State);
        Assert.Equal(["fail", "undo"], _done);
    }

    [Fact]
    public async Task A_failure_without_a_way_takes_that_of_exceptions_and_the_run_still_failed()
    {
        await using var host = new EngineHost(Runner);
        var json = Book.Json(Book.Id("action", 1), steps: [Book.Bash(1, "fail"), Book.Bash(2, "undo")]);
        json["workflow_exception"] = Book.Id("action", 2);
        var run = await host.RunAsync(Book.Read(json));
        Assert.Equal((RunState.Failed, "A1: it did not work"), (run.State, run.Sentence));
        Assert.Equal(["fail", "undo"], _done);
    }

    [Fact]
    public async Task A_doubtful_step_never_ends_as_done_even_when_its_way_was_taken()
    {
        await using var host = new EngineHost(Runner);
        var run = await host.RunAsync(Book.Read(Book.Id("action", 1), steps: [Book.Bash(1, "doubt", more: $"\"on_failure\":\"{Book.Id("action", 2)}\""), Book.Bash(2, "look")]));
        Assert.Equal(RunState.Unknown, run.State);
        Assert.Equal(["doubt", "look"], _done);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_ends_as_unknown()
    {
        await using var host = new EngineHost(new TestRunner(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException();
        }));
        var run = await host.RunAsync(Book.Read(Book.Id("action", 1), steps: Book.Bash(1, "a", more: "\"timeout\":50")));
        Assert.Equal(RunState.Unknown, run.State);
        Assert.Contains("ask a human", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_over_at_its_deadline()
    {
        await using var host = new EngineHost(Runner, new EngineOptions { RunDeadline = TimeSpan.FromMilliseconds(200) });
        var run = await host.RunAsync(Book.Read(Book.Id("action", 1), steps: Book.Bash(1, "a", more: "\"delay\":3600000")));
        Assert.Equal(RunState.Failed, run.State);
        Assert.DoesNotContain(host.Engine.Steps(run.Id), s => s.State <= RunState.Approval);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_fails_the_step_and_constants_stay()
    {
        await using var host = new EngineHost(Runner);
        var run = await host.RunAsync(Book.Read(Book.Id("action", 1), """{"__ip__":{"type":"ipv4-addr"}}""", 1, Book.Bash(1, "say not-an-address", more: """ "out_args":["__ip__"] """)));
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("no ipv4-addr", run.Sentence, StringComparison.Ordinal);
        Assert.Throws<RunRefusedException>(() => host.Engine.Start(Book.Read(Book.Id("action", 1), """{"__c__":{"type":"string","value":"1","constant":true}}""", 1, Book.Bash(1, "a __c__:value")), new Dictionary<string, string> { ["__c__"] = "2" }));
    }

    [Fact]
    public async Task A_playbook_that_is_revoked_expired_or_lacks_a_value_is_refused()
    {
        await using var host = new EngineHost(Runner);
        var json = Book.Json(Book.Id("action", 1), steps: Book.Bash(1, "a"));
        json["revoked"] = true;
        Assert.Contains("revoked", Assert.Throws<RunRefusedException>(() => host.Engine.Start(Book.Read(json))).Message, StringComparison.Ordinal);
        json["revoked"] = false;
        json["valid_until"] = "2026-02-01T00:00:00Z";
        Assert.Contains("expired", Assert.Throws<RunRefusedException>(() => host.Engine.Start(Book.Read(json))).Message, StringComparison.Ordinal);
        var needs = Book.Read(Book.Id("action", 1), """{"__x__":{"type":"string","external":true}}""", 1, Book.Bash(1, "a __x__:value"));
        Assert.Contains("__x__", Assert.Throws<RunRefusedException>(() => host.Engine.Start(needs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_runs_at_the_same_time_all_end()
    {
        await using var host = new EngineHost(Runner);
        var playbook = Book.Read(Book.Id("action", 1), steps: [Book.Bash(1, "a", Book.Id("action", 2)), Book.Bash(2, "b")]);
        var runs = Enumerable.Range(0, 1000).Select(_ => host.Engine.Start(playbook)).ToArray();
        var ends = await Task.WhenAll(runs.Select(r => host.Engine.EndAsync(r))).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.All(ends, e => Assert.Equal(RunState.Done, e.State));
        Assert.Equal(2000, _done.Count);
        Assert.Empty(host.Engine.Open());
    }
}
