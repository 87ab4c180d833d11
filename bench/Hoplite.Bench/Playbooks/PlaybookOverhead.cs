using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;
using Hoplite.Response.Keeping;

namespace Hoplite.Bench.Playbooks;

/// <summary>What the engine of playbooks costs for each step, against the two bare transactions that a durable step cannot do without.</summary>
static class PlaybookOverhead
{
    const int Steps = 20;
    const int Alone = 200;
    const int Together = 1000;
    const double GoalMilliseconds = 1;

    /// <summary>Gives nothing to anybody: what is left is the engine.</summary>
    sealed class Nothing : ICommandRunner
    {
        public CommandKind Kind => CommandKind.Bash;

        public bool IsRepeatable(CommandCall call) => true;

        public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) => ValueTask.FromResult<CommandResult>(CommandResult.Said("", call));
    }

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-bench-");
        try
        {
            using var journal = RunJournal.Open(Path.Combine(folder.FullName, "runs.db"));
            await using var engine = new PlaybookEngine(journal, new PlaybookLibrary([]), [new Nothing()]);
            var playbook = Chain();
            for (var i = 0; i < 50; i++) await engine.EndAsync(engine.Start(playbook));

            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < Alone; i++) await engine.EndAsync(engine.Start(playbook));
            var alone = Stopwatch.GetElapsedTime(begin).TotalMilliseconds / (Alone * Steps);

            begin = Stopwatch.GetTimestamp();
            var runs = Enumerable.Range(0, Together).Select(_ => engine.Start(playbook)).ToArray();
            var ends = await Task.WhenAll(runs.Select(r => engine.EndAsync(r)));
            var together = Stopwatch.GetElapsedTime(begin);
            var each = together.TotalMilliseconds / (Together * Steps);

            var bare = Bare(Path.Combine(folder.FullName, "bare.db"));
            Console.WriteLine($"one run after the other, {Alone:N0} of {Steps} steps: {alone * 1000:N0} µs a step; two bare transactions of SQLite: {bare * 1000:N0} µs; ratio {alone / bare:N1}");
            Console.WriteLine($"{Together:N0} runs at the same time: {together.TotalSeconds:N2} s, {each * 1000:N0} µs a step, ratio {each / bare:N1}; done {ends.Count(e => e.State == RunState.Done):N0}, still open {engine.Open().Count}");
            var met = alone < GoalMilliseconds && each < GoalMilliseconds && ends.All(e => e.State == RunState.Done);
            Console.WriteLine(met ? $"the goal is met: less than {GoalMilliseconds} ms a step" : $"the goal is missed: less than {GoalMilliseconds} ms a step");
            return met ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Milliseconds for what every durable step needs: one row written before, and changed after.
    static double Bare(string path)
    {
        const int Rounds = 5000;
        using var file = ResponseFile.Open(path, Durability.Process, "CREATE TABLE IF NOT EXISTS step (run TEXT, path TEXT, state INTEGER, call TEXT, PRIMARY KEY (run, path)) WITHOUT ROWID");
        var call = new string('x', 300);
        Round(0, 500);
        var begin = Stopwatch.GetTimestamp();
        Round(500, Rounds);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds / Rounds;

        void Round(int from, int count)
        {
            for (var i = from; i < from + count; i++)
            {
                file.Execute("INSERT INTO step VALUES (@0, @1, 1, @2)", $"01a21bf6-a342-72f5-a7cb-{i:x12}", "/action--00000000-0000-4000-8000-000000000001", call);
                file.Execute("UPDATE step SET state = 3 WHERE run = @0 AND path = @1", $"01a21bf6-a342-72f5-a7cb-{i:x12}", "/action--00000000-0000-4000-8000-000000000001");
            }
        }
    }

    static Playbook Chain()
    {
        static string Id(string kind, int number) => $"{kind}--00000000-0000-4000-8000-{number:x12}";
        var workflow = new JsonObject
        {
            [Id("start", 1)] = new JsonObject { ["type"] = "start", ["on_completion"] = Id("action", 1) },
            [Id("end", 1)] = new JsonObject { ["type"] = "end" },
        };
        for (var i = 1; i <= Steps; i++)
            workflow[Id("action", i)] = new JsonObject
            {
                ["type"] = "action",
                ["agent"] = Id("linux", 1),
                ["on_completion"] = i == Steps ? Id("end", 1) : Id("action", i + 1),
                ["commands"] = new JsonArray(new JsonObject { ["type"] = "bash", ["command"] = "block __ip__:value" }),
            };
        var json = new JsonObject
        {
            ["type"] = "playbook", ["spec_version"] = "cacao-2.0", ["id"] = Id("playbook", 1), ["name"] = "Chain", ["created_by"] = Id("identity", 1),
            ["created"] = "2026-01-01T00:00:00.000Z", ["modified"] = "2026-01-01T00:00:00.000Z", ["workflow_start"] = Id("start", 1), ["workflow"] = workflow,
            ["playbook_variables"] = new JsonObject { ["__ip__"] = new JsonObject { ["type"] = "ipv4-addr", ["value"] = "192.0.2.1" } },
            ["agent_definitions"] = new JsonObject { [Id("linux", 1)] = new JsonObject { ["type"] = "linux", ["name"] = "here", ["address"] = new JsonObject { ["ipv4"] = new JsonArray("127.0.0.1") } } },
        };
        return PlaybookReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "chain").Playbook ?? throw new InvalidDataException("the playbook of the benchmark cannot be read");
    }
}
