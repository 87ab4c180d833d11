using System.Net;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Hosting;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>Trust follows the verdict of people, and goes back with it.</summary>
public sealed class VerdictUndoTests
{
    const string Incidents = "/api/v1/incidents";

    [Fact]
    public async Task To_undo_the_closing_of_an_incident_undoes_what_trust_learned_from_it()
    {
        await using var site = await MemberAsync("North");
        var room = site.Room();
        using var clinic = PeerKey.Create();
        room.Roster.Put(new Member(clinic.Id, "clinic", "valley", null, null, TimeProvider.System.GetUtcNow(), Tlp.Amber, []));
        var (who, named) = (clinic.Id.Identity, Named.Of(NamedKind.Address, Attacker));
        for (var i = 0; i < 30; i++) room.Trust.Tested(who, NamedKind.Address, passed: true);
        var said = new StixBuilder(TimeProvider.System, null, [TlpMarkings.Id(Tlp.Green)]).Indicator("bad", $"[ipv4-addr:value = '{Attacker}']", TimeProvider.System.GetUtcNow());
        room.Intake.Take(System.Text.Encoding.UTF8.GetBytes(ObjectSignature.Sign(Disclosure.Of(said.ToNode())!, clinic).ToJsonString()), who);
        await site.UntilAsync(Base, o => (int)o["matched"]! == 1);
        await UntilAsync(() => site.Server.Platform.Indicators.Table.Count == 1);

        // A connection that no rule minds, so that the verdict is about the indicator alone.
        await site.SendAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"_path":"conn","ts":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}.5,"uid":"C1","id.orig_h":"10.1.2.3","id.orig_p":40000,"id.resp_h":"{{Attacker}}","id.resp_p":443,"proto":"tcp","conn_state":"SF"}"""));
        var incident = (string)(await site.UntilAsync(Incidents, p => (int)p["total"]! > 0))["items"]![0]!["id"]!;
        var before = Evidence();

        var closed = await ActAsync("close", "malicious");
        Assert.True(Evidence().Good > before.Good);
        Assert.Contains(room.Trust.About(named), c => c is { Peer: TrustBook.Self, IsBad: true });
        Assert.Equal(HttpStatusCode.OK, (await site.Admin.PostAsync("/api/v1/undo", new { token = closed })).Status);
        Same();

        // The same by opening it again, and a second verdict counts instead of the first.
        await ActAsync("close", "false-positive");
        Assert.True(Evidence().Bad > before.Bad + 1);
        await ActAsync("reopen", null);
        Same();
        await ActAsync("close", "false-positive");
        await ActAsync("reopen", null);
        await ActAsync("close", "malicious");
        Assert.True(Evidence().Good > before.Good);
        Assert.Equal(before.Bad, Evidence().Bad, 3);

        (double Good, double Bad) Evidence() => room.Trust.Peers().Single(p => p.Peer == who).Trust[NamedKind.Address] is var t ? (t.Good, t.Bad) : default;

        void Same()
        {
            Assert.Equal(before.Good, Evidence().Good, 3);
            Assert.Equal(before.Bad, Evidence().Bad, 3);
            Assert.DoesNotContain(room.Trust.About(named), c => c.Peer == TrustBook.Self);
        }

        async Task<string?> ActAsync(string action, string? verdict)
        {
            var answer = await site.Admin.PostAsync(Incidents + "/actions", new { ids = new[] { incident }, action, verdict, note = "seen" });
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            Assert.Equal(1, (int)answer.Json!["changed"]!);
            return (string?)answer.Json["undo"] ?? (string?)answer.Json["token"];
        }
    }

    static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!holds()) await timer.WaitForNextTickAsync(patience.Token);
    }
}
