using System.Text.Json;
using CsCheck;
using Hoplite.Agents.Hunting;
using Hoplite.Agents.Models;
using Hoplite.Guard.Labels;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Agents.Tests.Hunting;

/// <summary>Whatever a plan is made of, a step of it is a query that compiles and only reads, or it is refused and says why.</summary>
public sealed class HuntPlanTests : IDisposable
{
    static readonly HuntLibrary Library = HuntLibrary.Load();

    static readonly string[] Pieces =
    [
        "\"", "'", "\\", "|", ";", "\n", "\r", "\0", "`", "--", "/*", "//", "10.0.0.5", "fe80::1", "host WS01", "user jane", "CORP\\jane", "jane@corp.example", "evil.example", "\"rm -rf\"", "\"a\\\" | project x\"", "“x\"; DROP TABLE events”", "brute force",
        "powershell", "T1110", "lsass", "last 3 days", "last 999 months", "d41d8cd98f00b204e9800998ecf8427e", ".drop table events", "externaldata", "set notruncation", "let x = 1;", "union *", "read_csv('/etc/passwd')", "\u202E", "é", "\U0001F600", " ", "?",
    ];

    static readonly Gen<string> Questions = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Array[1, 12].Select(at => string.Join(' ', at.Select(i => Pieces[i]))), Gen.Int[0, Pieces.Length - 1].Array[1, 8].Select(at => string.Concat(at.Select(i => Pieces[i]))), Gen.String[1, 200])
        .Where(q => !string.IsNullOrWhiteSpace(q) && q.Length <= HuntQuestion.Longest);

    static readonly Gen<string> Words = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.Int[0, Library.Hunts.Count - 1].Select(i => Library.Hunts[i].Name), Gen.Int[0, 9].Select(i => $"e{i}"), Gen.Enum<EntityLook>().Select(l => l.ToString()), Gen.Const("none"), Gen.Const("99"));

    static readonly Gen<object?> Steps = Gen.OneOf(
        Gen.Select(Words, Words, Words, (hunt, thing, look) => (object?)new { hunt, thing, look }), Words.Select(w => (object?)w), Gen.Const((object?)null), Words.Select(w => (object?)new { hunt = new[] { w }, thing = 1, look = w, kql = "events | " + w }));

    readonly EventStore _store = EventStore.InMemory();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_step_of_a_plan_compiles_and_only_reads_or_is_refused()
    {
        var engine = new HuntEngine(_store, TimeProvider.System);
        await Gen.Select(Questions, Steps.Array[0, 15]).SampleAsync(async (question, steps) =>
        {
            var desk = new HuntPlanDesk(engine, () => Library, new Says(JsonSerializer.SerializeToElement(new { steps })), TimeProvider.System);
            var plan = await desk.PlanAsync(question, null, null, TestContext.Current.CancellationToken);
            Assert.InRange(plan.Steps.Count, 0, HuntPlanner.MostSteps);
            foreach (var step in plan.Steps)
            {
                Assert.True(step.Kql is null != (step.Problem is null), step.Title);
                if (step.Kql is null) continue;
                var sql = engine.Compile(step.Kql).Sql;
                Assert.True(sql.StartsWith("WITH", StringComparison.OrdinalIgnoreCase) || sql.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase), sql);
                Assert.Contains(step.Kind, (string[])["hunt", "entity", "words"]);
                Assert.True(!step.FromModel || step.Kind != "words", step.Kql);
            }
        }, iter: 150, threads: 1);
    }

    [Fact]
    public async Task An_answer_that_is_no_list_of_steps_adds_nothing()
    {
        var engine = new HuntEngine(_store, TimeProvider.System);
        foreach (var answer in (string[])["null", "[]", "1", "\"steps\"", "{}", "{\"steps\":{}}", "{\"steps\":\"events | take 1\"}", "{\"steps\":[[],1,null,\"x\"]}"])
        {
            using var json = JsonDocument.Parse(answer);
            var plan = await new HuntPlanDesk(engine, () => Library, new Says(json.RootElement), TimeProvider.System).PlanAsync("what did 10.0.0.5 do", null, null, TestContext.Current.CancellationToken);
            Assert.Equal("rules", plan.Source);
        }
    }

    sealed class Says(JsonElement answer) : IModelDesk
    {
        public ValueTask<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellation) => new(new ModelAnswer(new(answer, Label.Unknown), null, "p", "m", ModelUsage.None));
    }
}
