using System.Collections.Concurrent;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Response.Tests.Cacao;

public class RestartTests
{
    static readonly string First = Book.Id("action", 1);

    static Playbook Manual(string more = "") => Book.Read(First, """{"__n__":{"type":"integer"},"__who__":{"type":"string","value":"nobody"}}""", 1,
        (First, $$"""{"type":"action","name":"Ask","agent":"{{Book.Agent}}","commands":[{"type":"manual","command":"count the hosts"}],"out_args":["__n__"],"on_completion":"{{Book.Id("action", 2)}}"{{more}}}"""),
        Book.Bash(2, "got __n__:value"));

    [Fact]
    public async Task A_manual_step_waits_for_an_answer_also_over_a_restart()
    {
        var done = new ConcurrentQueue<string>();
        await using var host = new EngineHost(new TestRunner(call =>
        {
            done.Enqueue(call.Command.Text);
            return CommandResult.Said("", call);
        }));
        var run = host.Engine.Start(Manual());
        await host.UntilAsync(() => host.Engine.Find(run)!.State == RunState.Approval);
        await host.RestartAsync();
        await host.UntilAsync(() => host.Engine.Find(run)!.State == RunState.Approval && host.StateOf(run, First) == RunState.Approval);
        await host.UntilAsync(() => Record.Exception(() => host.Engine.Answer(run, First, new PersonAnswer(true, new Dictionary<string, string> { ["__n__"] = "many" }, "ada"))) is RunRefusedException { Message: var m } && m.Contains("no integer", StringComparison.Ordinal));
        host.Engine.Answer(run, First, new PersonAnswer(true, new Dictionary<string, string> { ["__n__"] = "42", ["__who__"] = "ada" }, "ada", "counted"));
        Assert.Equal(RunState.Done, (await host.Engine.EndAsync(run)).State);
        Assert.Equal(["got 42"], done);
        var step = host.Engine.Steps(run).Single(s => s.StepId == First);
        Assert.Equal(("ada", "counted"), (step.Person, step.Output));
        Assert.Throws<RunRefusedException>(() => host.Engine.Answer(run, First, new PersonAnswer(true, new Dictionary<string, string>(), "eve")));
    }

    [Fact]
    public async Task A_refusal_and_silence_both_fail_the_step()
    {
        await using var host = new EngineHost(new TestRunner(call => CommandResult.Said("", call)));
        var run = host.Engine.Start(Manual());
        await host.UntilAsync(() => host.Engine.Find(run)!.State == RunState.Approval);
        host.Engine.Answer(run, First, new PersonAnswer(false, new Dictionary<string, string>(), "ada"));
        var refused = await host.Engine.EndAsync(run);
        Assert.Equal((RunState.Failed, "Ask: ada says it is not done"), (refused.State, refused.Sentence));
        var silent = await host.RunAsync(Manual(",\"timeout\":50"));
        Assert.Equal((RunState.Failed, "Ask: nobody answered in time"), (silent.State, silent.Sentence));
    }

    [Fact]
    public async Task A_command_that_waits_for_approval_is_given_again_with_the_same_key()
    {
        var keys = new ConcurrentQueue<Guid>();
        var approved = false;
        await using var host = new EngineHost(new TestRunner(call =>
        {
            keys.Enqueue(call.Key);
            return Volatile.Read(ref approved) ? CommandResult.Said("", call) : new CommandResult.WaitsForApproval("block 1.2.3.4");
        }, isRepeatable: false));
        var run = host.Engine.Start(Book.Read(First, steps: Book.Bash(1, "a")));
        await host.UntilAsync(() => host.Engine.Find(run)!.State == RunState.Approval);
        Assert.Equal("block 1.2.3.4", host.Engine.Steps(run)[0].Sentence);
        await host.UntilAsync(() => host.Engine.Resume(run) == 1);
        await host.UntilAsync(() => keys.Count == 2 && host.Engine.Find(run)!.State == RunState.Approval);
        await host.RestartAsync();
        Volatile.Write(ref approved, true);
        await host.UntilAsync(() => host.Engine.Resume(run) >= 0 && host.Engine.Find(run)!.IsOver);
        Assert.Equal(RunState.Done, host.Engine.Find(run)!.State);
        Assert.Single(keys.Distinct());
    }

    [Theory]
    [InlineData(true, RunState.Done)]
    [InlineData(false, RunState.Unknown)]
    public async Task A_command_that_was_cut_off_is_given_again_only_where_that_does_no_harm(bool isRepeatable, RunState end)
    {
        var calls = new ConcurrentQueue<CommandCall>();
        await using var host = new EngineHost(new TestRunner(async (call, cancellation) =>
        {
            calls.Enqueue(call);
            if (calls.Count == 1) await Task.Delay(Timeout.Infinite, cancellation);
            return CommandResult.Said("", call);
        }, isRepeatable));
        var run = host.Engine.Start(Book.Read(First, """{"__x__":{"type":"string","value":"v"}}""", 1, Book.Bash(1, "a __x__:value")));
        await host.UntilAsync(() => !calls.IsEmpty);
        await host.RestartAsync();
        var ended = await host.Engine.EndAsync(run).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(end, ended.State);
        Assert.Equal(isRepeatable ? 2 : 1, calls.Count);
        Assert.Single(calls.Select(c => (c.Key, c.Command.Text)).Distinct());
        if (!isRepeatable) Assert.Contains("outcome unknown - ask a human", ended.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_called_off_during_a_command_ends_as_unknown_and_before_it_as_cancelled()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = new EngineHost(new TestRunner(async (call, cancellation) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return CommandResult.Said("", call);
        }), new EngineOptions { Grace = TimeSpan.FromMilliseconds(100) });
        var run = host.Engine.Start(Book.Read(First, steps: Book.Bash(1, "a")));
        await begun.Task;
        Assert.True(host.Engine.Cancel(run));
        Assert.Equal(RunState.Unknown, (await host.Engine.EndAsync(run)).State);

        var waiting = host.Engine.Start(Manual());
        await host.UntilAsync(() => host.Engine.Find(waiting)!.State == RunState.Approval);
        host.Engine.Cancel(waiting);
        Assert.Equal(RunState.Cancelled, (await host.Engine.EndAsync(waiting)).State);
        Assert.All(host.Engine.Steps(waiting), s => Assert.Equal(RunState.Cancelled, s.State));
    }

    [Fact]
    public async Task Decisions_and_variables_outlive_a_restart_in_the_middle_of_a_loop()
    {
        var texts = new ConcurrentQueue<string>();
        var stop = true;
        await using var host = new EngineHost(new TestRunner(async (call, cancellation) =>
        {
            texts.Enqueue(call.Command.Text);
            if (call.Command.Text == "next 3" && Volatile.Read(ref stop)) await Task.Delay(Timeout.Infinite, cancellation);
            return CommandResult.Said((int.Parse(call.Command.Text[5..], System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), call);
        }));
        var run = host.Engine.Start(Book.Read(Book.Id("while-condition", 1), """{"__n__":{"type":"integer","value":"0"}}""", 1,
            (Book.Id("while-condition", 1), $$"""{"type":"while-condition","condition":"__n__:value < 6","on_true":"{{First}}","on_completion":"{{Book.End}}"}"""),
            Book.Bash(1, "next __n__:value", more: """ "out_args":["__n__"] """)));
        await host.UntilAsync(() => texts.Count == 4);
        Volatile.Write(ref stop, false);
        await host.RestartAsync();
        Assert.Equal(RunState.Done, (await host.Engine.EndAsync(run).WaitAsync(TimeSpan.FromSeconds(60))).State);
        Assert.Equal(["next 0", "next 1", "next 2", "next 3", "next 3", "next 4", "next 5"], texts);
    }

    [Fact]
    public async Task A_command_that_can_be_looked_up_is_not_given_again()
    {
        var runner = new LookedUp();
        await using var host = new EngineHost(runner);
        var run = host.Engine.Start(Book.Read(First, steps: Book.Bash(1, "a")));
        await host.UntilAsync(() => runner.Given == 1);
        await host.RestartAsync();
        Assert.Equal(RunState.Done, (await host.Engine.EndAsync(run).WaitAsync(TimeSpan.FromSeconds(60))).State);
        Assert.Equal(1, runner.Given);
        Assert.Equal("found", host.Engine.Steps(run)[0].Output);
    }

    [Fact]
    public async Task Delays_and_the_patience_with_people_are_kept_by_the_clock()
    {
        var clock = new FakeTimeProvider(Book.Now);
        var done = 0;
        await using var host = new EngineHost(new TestRunner(call =>
        {
            Interlocked.Increment(ref done);
            return CommandResult.Said("", call);
        }), null, clock);
        var run = host.Engine.Start(Book.Read(First, steps: Book.Bash(1, "a", more: "\"delay\":3600000")));
        await host.UntilAsync(() => host.Engine.Steps(run) is [{ State: RunState.Waiting }]);
        clock.Advance(TimeSpan.FromMinutes(59));
        await host.RestartAsync();
        Assert.Equal(0, done);
        await host.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            return host.Engine.Find(run)!.IsOver;
        });
        Assert.Equal((1, RunState.Done), (done, host.Engine.Find(run)!.State));

        var asked = host.Engine.Start(Manual());
        await host.UntilAsync(() => host.Engine.Find(asked)!.State == RunState.Approval);
        await host.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromHours(1));
            return host.Engine.Find(asked)!.IsOver;
        });
        Assert.Equal("Ask: nobody answered in time", host.Engine.Find(asked)!.Sentence);
        Assert.Equal(2, host.Engine.Forget(clock.GetUtcNow().AddDays(1)));
        Assert.Empty(host.Engine.Latest());
    }

    sealed class LookedUp : ICommandRunner
    {
        public int Given;

        public CommandKind Kind => CommandKind.Bash;

        public bool IsRepeatable(CommandCall call) => false;

        public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
        {
            Interlocked.Increment(ref Given);
            await Task.Delay(Timeout.Infinite, cancellation);
            return new CommandResult.Failed("");
        }

        public ValueTask<CommandResult?> LookUpAsync(CommandCall call, CancellationToken cancellation) => ValueTask.FromResult<CommandResult?>(CommandResult.Said("found", call));
    }
}
