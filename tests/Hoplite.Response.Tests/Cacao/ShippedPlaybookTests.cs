using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

/// <summary>The playbooks that ship.</summary>
public sealed class ShippedPlaybookTests
{
    static readonly IReadOnlyList<LibraryEntry> All = ShippedPlaybooks.Load(DateTimeOffset.UnixEpoch.AddYears(57));

    public static TheoryData<string> Names => [.. ShippedPlaybooks.Names];

    [Fact]
    public void There_are_forty_at_least_and_each_has_an_id_of_its_own()
    {
        Assert.True(All.Count >= 40);
        Assert.Equal(All.Count, All.Select(e => e.Playbook!.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_right_by_the_schemas_and_by_every_check(string name)
    {
        var entry = All.Single(e => e.File == name + ".json");

        // The incident is the one thing that whoever starts it must name.
        var problems = entry.Problems.Where(p => p.Pointer != "/playbook_variables/__incident__").Select(p => p.Sentence).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_can_be_rehearsed_with_every_thing_it_may_act_on(string name)
    {
        var playbook = All.Single(e => e.File == name + ".json").Playbook!;
        var values = new Dictionary<string, string>
        {
            ["__incident__"] = "0195f3a0-0000-7000-8000-000000000001", ["__attacker__"] = "203.0.113.9", ["__called__"] = "2001:db8::9", ["__domain__"] = "bad.example", ["__host__"] = "pc1", ["__account__"] = "anna",
            ["__process__"] = "pc1/4711@2026-01-01T00:00:00.000Z", ["__file__"] = "pc1/" + new string('a', 64), ["__mail__"] = "message-1",
        };
        var rehearsal = Rehearsal.Of(playbook, values.Where(v => playbook.Variables.ContainsKey(v.Key)).ToDictionary(), CommandRunners.All(new CommandSettings(_ => null, _ => null, "/nowhere")), DateTimeOffset.UnixEpoch.AddYears(57));
        Assert.Null(rehearsal.Problem);
        var text = rehearsal.ToString();
        foreach (var (variable, value) in values)
            if (playbook.Variables.ContainsKey(variable) && variable != "__incident__") Assert.Contains(value, text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_eight_kinds_of_step_are_among_them() =>
        Assert.Equal(8, All.SelectMany(e => e.Playbook!.Workflow.Values).Select(s => s.GetType().Name).Distinct().Count());
}
