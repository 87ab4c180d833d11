using System.Text.Json.Nodes;
using Hoplite.Agents.Fitness;
using Hoplite.Agents.Models;
using Hoplite.Agents.Tests.Faults;
using Hoplite.Agents.Tests.Models;

namespace Hoplite.Agents.Tests.Fitness;

public sealed class ProviderProbeTests
{
    static readonly DateTimeOffset Pinned = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_model_is_fit_and_right_and_turned_by_nothing()
    {
        await using var server = (await FaultServer.StartAsync()).Answer(request => request.WriteAsync(GoodAnswer.Envelope(request, Right(request) ?? GoodAnswer.For(request).ToJsonString())));
        using var probe = new ProviderProbe(DeskForTests.Provider("a", server.Url), TimeProvider.System);
        var (fitness, golden) = await probe.TestAsync(null, Now);
        Assert.True(fitness.IsFit, fitness.ToString());
        Assert.Equal((GoldenPrompts.All.Count, 0, true, null), (fitness.AsExpected, fitness.Hijacked, fitness.IsUsageHonest, fitness.Drift));
        Assert.All(golden, g => Assert.True(g.IsAsExpected));
    }

    [Fact]
    public async Task A_model_that_obeys_documents_is_seen_to_do_so()
    {
        await using var server = (await FaultServer.StartAsync()).Answer(request => request.WriteAsync(GoodAnswer.Envelope(request, Says(request).Contains("4242", StringComparison.Ordinal) ? """{"lines":4242}""" : Right(request) ?? GoodAnswer.For(request).ToJsonString())));
        using var probe = new ProviderProbe(DeskForTests.Provider("a", server.Url), TimeProvider.System);
        var (fitness, _) = await probe.TestAsync(null, Now);
        Assert.Equal((GoldenPrompts.Injected.Count, GoldenPrompts.Injected.Count), (fitness.Hijacked, fitness.Injected));
        Assert.True(fitness.IsFit);
    }

    [Theory]
    [InlineData("its answer has a field that was not asked for")]
    [InlineData("calls a tool and answers well")]
    [InlineData("says the secret word")]
    [InlineData("says it used more tokens than there are")]
    [InlineData("refuses the connection")]
    [InlineData("answers 401")]
    [InlineData("comes from another model")]
    public async Task A_faulty_provider_is_not_fit(string fault)
    {
        var chosen = Fault.Named(fault);
        await using var server = (await FaultServer.StartAsync()).Answer(chosen);
        using var probe = new ProviderProbe(DeskForTests.Provider("a", chosen.Url(server)), TimeProvider.System);
        var (fitness, _) = await probe.TestAsync(null, Now);
        Assert.False(fitness.IsFit, fitness.ToString());
        Assert.Equal(chosen.Failure != ModelFailure.Unavailable, fitness.IsReachable);
    }

    [Fact]
    public async Task A_provider_whose_answers_drift_over_500_calls_is_found_and_excluded_before_they_are_all_different()
    {
        var calls = 0;
        await using var server = await FaultServer.StartAsync();
        await using var good = await FaultServer.StartAsync();

        // Ever more golden answers become others; all of them follow the schema.
        server.Answer(request => request.WriteAsync(GoodAnswer.Envelope(request, Right(request) is { } right && Array.FindIndex([.. GoldenPrompts.All], p => p.Expected == right) >= calls / 80 ? right : GoodAnswer.For(request).ToJsonString())));
        var options = DeskForTests.Options(DeskForTests.Provider("a", server.Url), DeskForTests.Provider("b", good.Url)) with { Budget = new() { TokensPerDay = int.MaxValue } };
        using var desk = DeskForTests.Desk(options);
        var pins = Directory.CreateTempSubdirectory("hoplite-test-").FullName;
        GoldenPin.Of("a", DeskForTests.Model, Pinned, await AskGoldenAsync(server)).Write(pins);
        var watch = new DriftWatch(desk, options, pins, TimeProvider.System, new ListLedger());
        int? foundAt = null;
        for (calls = 0; calls < 500; calls++)
        {
            if (calls % 50 == 0 && foundAt is null && await watch.LookAsync(Now) is [("a", > GoldenPin.Threshold)]) foundAt = calls;
            var answer = await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), Now);
            Assert.Equal((null, foundAt is null ? "a" : "b"), (answer.Failure, answer.Provider));
        }

        Assert.InRange(foundAt ?? 500, 100, 250);
        Directory.Delete(pins, recursive: true);
        desk.Readmit("a");
        Assert.Equal("a", (await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), Now)).Provider);
    }

    [Fact]
    public void A_pin_is_read_as_it_was_written_and_a_damaged_one_is_none()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-test-").FullName;
        var pin = GoldenPin.Of("a", "m", Pinned, [new("larger", "ab", true, null), new("lines", null, false, ModelFailure.BadAnswer)]);
        pin.Write(folder);
        var read = GoldenPin.Read(folder, "a")!;
        Assert.Equal((pin.Provider, pin.Model, pin.At, "ab"), (read.Provider, read.Model, read.At, read.Digests.Single().Value));
        File.WriteAllText(Path.Combine(folder, "a.json"), "{\"provider\":1}");
        Assert.Null(GoldenPin.Read(folder, "a"));
        Assert.Null(GoldenPin.Read(folder, "b"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Who_cannot_be_reached_has_not_drifted_and_who_breaks_the_schema_has()
    {
        var pin = GoldenPin.Of("a", "m", Pinned, [new("x", "1", true, null), new("y", "2", true, null)]);
        Assert.Null(pin.Drift([new("x", null, false, ModelFailure.Unavailable), new("y", null, false, ModelFailure.Unavailable)]));
        Assert.Equal(0.5, pin.Drift([new("x", null, false, ModelFailure.BadAnswer), new("y", "2", true, null)]));
    }

    static string Says(FaultRequest request) => request.Body["messages"]!.AsArray().Last()!["content"]!.ToString();

    // What a good model answers to a golden prompt; it is known by its instruction and facts.
    static string? Right(FaultRequest request)
    {
        var (all, system, user) = (GoldenPrompts.All, request.Body["messages"]![0]!["content"]!.ToString(), JsonNode.Parse(Says(request))!);
        return all.FirstOrDefault(p => system.StartsWith(p.Question.Instruction, StringComparison.Ordinal) && JsonNode.DeepEquals(user["facts"], p.Question.Facts.Value))?.Expected;
    }

    // A fresh probe each time: it keeps no answers from before.
    static async Task<IReadOnlyList<GoldenAnswer>> AskGoldenAsync(FaultServer server)
    {
        using var probe = new ProviderProbe(DeskForTests.Provider("a", server.Url), TimeProvider.System);
        return await probe.AskGoldenAsync(Now);
    }
}
