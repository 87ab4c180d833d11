using System.Diagnostics;
using System.Globalization;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

/// <summary>A consumer outside the engine that takes each key once, as an idempotent service does: a file of keys.</summary>
sealed class KeyedFile(string path, CommandKind kind, bool isRepeatable) : ICommandRunner
{
    static readonly Lock Gate = new();

    public CommandKind Kind => kind;

    public bool IsRepeatable(CommandCall call) => isRepeatable;

    public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        lock (Gate)
        {
            var line = $"{call.Key} {call.RunId} {call.StepId}\n";
            if (isRepeatable && File.Exists(path) && File.ReadAllText(path).Contains(line, StringComparison.Ordinal)) return ValueTask.FromResult<CommandResult>(CommandResult.Said("1", call));
            File.AppendAllText(path, line);
        }

        return ValueTask.FromResult<CommandResult>(CommandResult.Said("1", call));
    }
}

/// <summary>What the process that is killed does: it takes up the runs that are open, starts more, and never ends by itself.</summary>
static class KilledProcess
{
    public const string Variable = "HOPLITE_CACAO_KILL";

    public static Playbook Playbook { get; } = Book.Read(Book.Id("action", 1), """{"__x__":{"type":"integer","value":"0"}}""", 1,
        Book.Bash(1, "one", Book.Id("parallel", 1), """ "out_args":["__x__"] """),
        (Book.Id("parallel", 1), $$"""{"type":"parallel","next_steps":["{{Book.Id("action", 2)}}","{{Book.Id("action", 3)}}"],"on_completion":"{{Book.Id("if-condition", 1)}}"}"""),
        Book.Bash(2, "two"), Book.Bash(3, "three"),
        (Book.Id("if-condition", 1), $$"""{"type":"if-condition","condition":"__x__:value = 1","on_true":"{{Book.Id("action", 4)}}","on_false":"{{Book.Id("action", 4)}}","on_completion":"{{Book.Id("action", 5)}}"}"""),
        Book.Bash(4, "four"),
        (Book.Id("action", 5), $$"""{"type":"action","agent":"{{Book.Agent}}","commands":[{"type":"powershell","command":"five"}],"on_completion":"{{Book.End}}"}"""));

    public static PlaybookEngine Engine(string folder, RunJournal journal) => new(
        journal, new PlaybookLibrary([]),
        [new KeyedFile(Path.Combine(folder, "keyed"), CommandKind.Bash, isRepeatable: true), new KeyedFile(Path.Combine(folder, "once"), CommandKind.PowerShell, isRepeatable: false)]);

    public static void Run(string folder)
    {
        var engine = Engine(folder, RunJournal.Open(Path.Combine(folder, "runs.db")));
        engine.Recover();
        for (; ; ) Task.WaitAll([.. Enumerable.Range(0, 4).Select(_ => engine.EndAsync(engine.Start(Playbook)))]);
    }
}

public class KillTests
{
    const int Kills = 100;

    [Fact]
    public async Task A_process_that_is_killed_again_and_again_leaves_nothing_stuck_and_nothing_done_twice()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-kill-").FullName;
        var random = new Random(20260501);
        for (var kill = 0; kill < Kills; kill++)
        {
            var grown = Length(folder);
            using var process = Start(folder);

            // It is killed at a chance moment after it has begun to do something.
            for (var tries = 0; Length(folder) == grown && tries < 2000; tries++) await Task.Delay(5);
            Assert.True(Length(folder) > grown, "the process did nothing");
            await Task.Delay(random.Next(0, 25));
            process.Kill();
            await process.WaitForExitAsync();
        }

        using var journal = RunJournal.Open(Path.Combine(folder, "runs.db"));
        await using var engine = KilledProcess.Engine(folder, journal);
        var open = engine.Open();
        engine.Recover();
        foreach (var run in open) await engine.EndAsync(run.Id).WaitAsync(TimeSpan.FromSeconds(90));
        Assert.Empty(engine.Open());

        var keyed = await File.ReadAllLinesAsync(Path.Combine(folder, "keyed"));
        var once = await File.ReadAllLinesAsync(Path.Combine(folder, "once"));
        Assert.Equal(keyed.Length, keyed.Distinct().Count());
        Assert.Equal(once.Length, once.Distinct().Count());
        var runs = engine.Latest(1_000_000);
        Assert.All(runs, r => Assert.True(r.State is RunState.Done or RunState.Unknown, $"{r.State}: {r.Sentence}"));
        Assert.All(runs.Where(r => r.State == RunState.Done), r => Assert.Equal(5, keyed.Concat(once).Count(l => l.Contains(r.Id.ToString(), StringComparison.Ordinal))));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {runs.Count} runs, {runs.Count(r => r.State == RunState.Unknown)} unknown, {keyed.Length + once.Length} effects");
        Directory.Delete(folder, recursive: true);
    }

    static long Length(string folder) => new FileInfo(Path.Combine(folder, "keyed")) is { Exists: true } file ? file.Length : 0;

    static Process Start(string folder)
    {
        var tests = typeof(KillTests).Assembly.Location;
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(tests);
        start.Environment["DOTNET_STARTUP_HOOKS"] = tests;
        start.Environment[KilledProcess.Variable] = folder;
        start.Environment["DOTNET_TieredCompilation"] = "1";
        return Process.Start(start)!;
    }
}
