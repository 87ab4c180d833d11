using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

/// <summary>An engine with a journal in a folder of its own.</summary>
sealed class EngineHost : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-cacao-").FullName;

    public EngineHost(ICommandRunner runner, EngineOptions? options = null, TimeProvider? clock = null, params Playbook[] library)
    {
        Journal = RunJournal.Open(Path.Combine(_folder, "runs.db"));
        Make = () => new PlaybookEngine(Journal, PlaybookLibrary.Of(library, Book.Now), [runner, new ManualRunner()], options, clock);
        Engine = Make();
    }

    public RunJournal Journal { get; }

    public Func<PlaybookEngine> Make { get; }

    public PlaybookEngine Engine { get; private set; }

    public async Task<RunView> RunAsync(Playbook playbook, Dictionary<string, string>? variables = null) =>
        await Engine.EndAsync(Engine.Start(playbook, variables)).WaitAsync(TimeSpan.FromSeconds(90));

    /// <summary>Ends the engine and starts another on the same journal.</summary>
    public async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        Engine = Make();
        Engine.Recover();
    }

    public RunState StateOf(Guid run, string step) => Engine.Steps(run).Single(s => s.StepId == step && s.Key is not null).State;

    public async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 3000, "it did not come to that");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Takes Bash commands and gives them to a function: the effect of a test.</summary>
sealed class TestRunner(Func<CommandCall, CancellationToken, ValueTask<CommandResult>> run, bool isRepeatable = true) : ICommandRunner
{
    public TestRunner(Func<CommandCall, CommandResult> run, bool isRepeatable = true)
        : this((call, _) => ValueTask.FromResult(run(call)), isRepeatable)
    {
    }

    public CommandKind Kind => CommandKind.Bash;

    public bool IsRepeatable(CommandCall call) => isRepeatable;

    public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) => run(call, cancellation);
}
