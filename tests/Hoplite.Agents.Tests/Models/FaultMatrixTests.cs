using Hoplite.Agents.Answers;
using Hoplite.Agents.Models;
using Hoplite.Agents.Tests.Faults;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Tests.Models;

public sealed class FaultMatrixTests(ITestOutputHelper output)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Faults => Fault.Names;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_the_only_provider_is_the_failure_it_should_be_in_time(string name)
    {
        var fault = Fault.Named(name);
        await using var server = (await FaultServer.StartAsync()).Answer(fault);
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", fault.Url(server)) with { Local = true }));
        var (answer, tries) = await desk.TryAsync(DeskForTests.Question(Guid.CreateVersion7()), TestContext.Current.CancellationToken);
        output.WriteLine($"{name}: {answer.Failure?.ToString() ?? "answered"} ({string.Join(", ", tries.Select(t => $"{t.Outcome} {t.Detail}"))}) in {answer.Usage.Elapsed.TotalMilliseconds:0} ms");
        Assert.True(answer.Failure == fault.Failure || answer.Failure is not null && answer.Failure == fault.AlsoRight, $"{name}: {answer.Failure} ({string.Join(", ", tries)})");
        Assert.InRange(answer.Usage.Elapsed, TimeSpan.Zero, Longest);
        CheckLabel(answer);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_of_the_first_provider_lets_the_second_answer_in_time(string name)
    {
        var fault = Fault.Named(name);
        await using var bad = (await FaultServer.StartAsync()).Answer(fault);
        await using var good = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", fault.Url(bad)) with { Local = true }, DeskForTests.Provider("b", good.Url)));
        var answer = await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7()), TestContext.Current.CancellationToken);
        Assert.Null(answer.Failure);
        Assert.Equal(fault.Failure is null ? "a" : "b", answer.Provider);
        Assert.InRange(answer.Usage.Elapsed, TimeSpan.Zero, Longest);
        CheckLabel(answer);
    }

    [Fact]
    public void There_are_as_many_faults_as_are_promised()
    {
        output.WriteLine($"{Fault.All.Count} faults");
        Assert.InRange(Fault.All.Count, 60, int.MaxValue);
        Assert.Equal(Fault.All.Count, Fault.All.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count());
    }

    static void CheckLabel(ModelAnswer answer)
    {
        if (answer.Value is not { } value) return;
        Assert.Null(AnswerSchema.Read(DeskForTests.Schema).Fault(value.Value));
        Assert.Equal(Integrity.FreeText, value.Label.Integrity);
    }
}
