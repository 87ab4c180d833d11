using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Server.Hosting;
using Hoplite.Server.Tests.Hosting;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Tests.Agents;

/// <summary>How far software may go is the same after a restart.</summary>
public sealed class KeptAutonomyTests : IDisposable
{
    static readonly Dictionary<ActionKind, Autonomy> Nothing = [];

    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-autonomy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_a_person_set_through_the_api_survives_a_restart()
    {
        await using (var site = await PlatformSite.StartAsync(_folder))
            Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync("/api/v1/agents/autonomy", new { action = "blockAddress", rung = "act" })).Status);
        await using var again = await PlatformSite.StartAsync(_folder);
        var rows = (await again.Admin.GetAsync("/api/v1/agents/trust")).Json!["autonomy"]!.AsArray();
        Assert.Equal("act", (string?)rows.Single(a => (string?)a!["action"] == "blockAddress")!["rung"]);
        Assert.All(rows.Where(a => (string?)a!["action"] != "blockAddress"), a => Assert.Equal("propose", (string?)a!["rung"]));
    }

    [Fact]
    public void What_a_mistake_lowered_survives_a_restart()
    {
        var configured = new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act };
        Assert.Equal(Autonomy.Propose, With(configured, l => l.Demote(ActionKind.BlockAddress)));
        Assert.Equal(Autonomy.Observe, With(configured, l => l.Demote(ActionKind.BlockAddress)));
        Assert.Equal(Autonomy.Observe, With(configured, l => l[ActionKind.BlockAddress]));
    }

    [Fact]
    public void A_configuration_that_was_changed_since_counts()
    {
        With(Nothing, l =>
        {
            l.Set(ActionKind.BlockAddress, Autonomy.Act);
            return Autonomy.Act;
        });
        Assert.Equal(Autonomy.Act, With(Nothing, l => l[ActionKind.BlockAddress]));
        Assert.Equal(Autonomy.Observe, With(new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Observe }, l => l[ActionKind.BlockAddress]));
    }

    [Theory]
    [InlineData("Act Propose")]
    [InlineData("7 Propose")]
    [InlineData("nonsense")]
    public void What_nobody_can_have_set_does_not_hold(string value)
    {
        using (var database = Open()) new SettingBook(database).Set($"autonomy.{ActionTraits.Of(ActionKind.DisableAdmin).Name}", value);
        Assert.Equal(Autonomy.Propose, With(Nothing, l => l[ActionKind.DisableAdmin]));
    }

    [Fact]
    public void A_rung_that_cannot_be_kept_is_not_set_but_one_that_is_lowered_is()
    {
        var ladder = new AutonomyLadder(new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Propose }) { Keep = (_, _) => throw new IOException("full") };
        Assert.Throws<IOException>(() => ladder.Set(ActionKind.BlockAddress, Autonomy.Act));
        Assert.Equal(Autonomy.Propose, ladder[ActionKind.BlockAddress]);
        Assert.Equal(Autonomy.Observe, ladder.Demote(ActionKind.BlockAddress));
        Assert.Equal(Autonomy.Observe, ladder[ActionKind.BlockAddress]);
    }

    CaseDatabase Open() => CaseDatabase.Open(Path.Combine(_folder, "cases.db"));

    Autonomy With(IReadOnlyDictionary<ActionKind, Autonomy> configured, Func<AutonomyLadder, Autonomy> work)
    {
        using var database = Open();
        return work(KeptAutonomy.Open(new SettingBook(database), configured));
    }
}
