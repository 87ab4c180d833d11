using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Gating;
using Hoplite.Response;
using Hoplite.Response.Tests.Netfilter;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Responses;

/// <summary>From events to the packet filter of the kernel and back, in the running platform, without any model.</summary>
public sealed class ResponseTests
{
    const string Attacker = "203.0.113.9";
    const string Board = "/api/v1/responses";

    const string Rule =
        """
        title: A connection from a known bad address
        id: 5b0c36a8-7b6c-4b7b-9a53-2f1f5f0d8a01
        logsource: { product: zeek, service: conn }
        detection: { hit: { conn_state: SF, id.orig_h: 203.0.113.9 }, condition: hit }
        level: high
        tags: [attack.credential-access, attack.t1110]
        """;

    [Fact]
    public async Task A_person_approves_by_a_signature_and_the_address_is_blocked_until_it_is_taken_back()
    {
        using var room = NetworkRoom.Open();
        using var ada = ApprovalSigner.Create("ada");
        await using var site = await StartAsync(room, ada);
        var before = room.Ruleset;
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
        var board = await site.UntilAsync(Board, b => b["questions"]!.AsArray().Any(q => (string?)q!["action"] == "blockAddress"));
        var question = board["questions"]!.AsArray().First(q => (string?)q!["action"] == "blockAddress")!;
        Assert.Equal(Attacker, (string?)question["target"]);
        var path = $"{Board}/questions/{question["id"]}";
        var detail = await site.UntilAsync(path, d => (long?)d["impact"]!["events"] > 30);
        Assert.Contains(detail["rehearsal"]!.AsArray(), l => ((string)l!).Contains(Attacker, StringComparison.Ordinal));
        Assert.Equal("exact", (string?)detail["undo"]);
        Assert.Contains($"Block the address {Attacker} for 3600 seconds", (string?)detail["request"]!["text"], StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Admin.PostAsync(path + "/approve", new { request = (string?)detail["request"]!["id"] })).Status);
        using var stranger = ApprovalSigner.Create("ada");
        Assert.Equal(HttpStatusCode.Forbidden, (await ApproveAsync(site, path, detail, stranger)).Status);
        Assert.Equal(before, room.Ruleset);

        var answer = await ApproveAsync(site, path, detail, ada);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("active", (string?)answer.Json!["run"]!["state"]);
        Assert.Contains(Attacker, room.Ruleset, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await ApproveAsync(site, path, detail, ada)).Status);

        var run = (string?)answer.Json["run"]!["id"];
        var reverted = await site.Admin.PostAsync($"{Board}/{run}/revert", new { isMistake = false });
        Assert.Equal("undone", (string?)reverted.Json!["state"]);
        Assert.Equal(before, room.Ruleset);
        var leaves = (await site.Admin.GetAsync($"/api/v1/ledger?case={question["incident"]}&limit=500")).Json!["items"]!.AsArray().Select(l => (string?)l!["kind"]).ToList();
        Assert.All(["approval", "intent", "action", "rollback"], k => Assert.Contains(k, leaves));
    }

    [Fact]
    public async Task What_two_sensors_confirm_is_blocked_by_itself_and_taken_back_when_everything_is_stopped()
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        using var room = NetworkRoom.Open();
        using var ada = ApprovalSigner.Create("ada");
        await using var site = await StartAsync(room, ada);
        await site.UntilAsync("/api/v1/agents/trust", a => (string?)a["policies"]!["state"] != "loading");
        var before = room.Ruleset;
        await site.SendAsAsync("zeek-a", Connections());
        await site.SendAsAsync("zeek-b", Connections());
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
        var board = await site.UntilAsync(Board, b => b["active"]!.AsArray().Any(a => (string?)a!["state"] == "active"));
        Assert.Equal(Attacker, (string?)board["active"]![0]!["target"]);
        Assert.Contains(Attacker, room.Ruleset, StringComparison.Ordinal);

        Assert.Equal(1, (int)(await site.Admin.PostAsync(Board + "/panic", new { })).Json!["takenBack"]!);
        Assert.Equal(before, room.Ruleset);
        Assert.NotNull((await site.Admin.GetAsync(Board)).Json!["stopped"]);
    }

    [Fact]
    public async Task A_machine_with_a_protected_address_is_protected_by_whatever_name()
    {
        await using var site = await PlatformSite.StartAsync(change: o => o with
        {
            Response = new ResponseOptions { Machines = new Dictionary<string, IReadOnlyList<string>> { ["edge"] = ["192.0.2.1"], ["pc1"] = ["192.0.2.21"] } },
            Agents = o.Agents with { Protected = o.Agents.Protected with { Addresses = ["192.0.2.1"] } },
        });
        var guarded = site.Server.App.Services.GetRequiredService<AgentRoom>().Gate.Settings.Protected;
        Assert.True(guarded.Contains(TargetForm.Host("EDGE")!));
        Assert.False(guarded.Contains(TargetForm.Host("pc1")!));
    }

    [Fact]
    public async Task A_refused_question_is_not_put_again()
    {
        using var room = NetworkRoom.Open();
        using var ada = ApprovalSigner.Create("ada");
        await using var site = await StartAsync(room, ada);
        await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
        var board = await site.UntilAsync(Board, b => b["questions"]!.AsArray().Any(q => (string?)q!["target"] == Attacker && (string?)q["action"] == "blockAddress"));
        foreach (var question in board["questions"]!.AsArray()) Assert.Equal(HttpStatusCode.NoContent, (await site.Admin.PostAsync($"{Board}/questions/{question!["id"]}/deny", new { })).Status);
        var incident = (string?)board["questions"]!.AsArray().First(q => (string?)q!["target"] == Attacker)!["incident"];
        var runs = (await site.Admin.GetAsync($"/api/v1/incidents/{incident}/investigation")).Json!["runs"]!.AsArray().Count;
        await site.Admin.PostAsync($"/api/v1/incidents/{incident}/investigate", new { });
        await site.UntilAsync($"/api/v1/incidents/{incident}/investigation", a => a["runs"]!.AsArray().Count > runs);
        Assert.DoesNotContain((await site.Admin.GetAsync(Board)).Json!["questions"]!.AsArray(), q => (string?)q!["target"] == Attacker && (string?)q["action"] == "blockAddress" && (string?)q["incident"] == incident);
    }

    [Fact]
    public async Task A_playbook_waits_for_approval_acts_and_goes_on_with_people()
    {
        using var room = NetworkRoom.Open();
        using var ada = ApprovalSigner.Create("ada");
        await using var site = await StartAsync(room, ada);
        var before = room.Ruleset;
        var playbook = (string?)(await site.Admin.GetAsync("/api/v1/playbooks")).Json!["items"]!.AsArray().Single(p => (string?)p!["file"] == "brute-force-source.json")!["id"];
        var values = new Dictionary<string, string> { ["__incident__"] = Guid.CreateVersion7().ToString(), ["__attacker__"] = "198.51.100.7" };
        var rehearsal = (await site.Admin.PostAsync($"/api/v1/playbooks/{playbook}/rehearse", new { variables = values })).Json!;
        Assert.Null(rehearsal["refusal"]);
        Assert.Contains(rehearsal["lines"]!.AsArray(), l => ((string)l!).Contains("198.51.100.7", StringComparison.Ordinal));

        var run = (string?)(await site.Admin.PostAsync($"/api/v1/playbooks/{playbook}/run", new { variables = values })).Json!["run"];
        var board = await site.UntilAsync(Board, b => b["questions"]!.AsArray().Any(q => (string?)q!["target"] == "198.51.100.7"));
        var path = $"{Board}/questions/{board["questions"]!.AsArray().Single(q => (string?)q!["target"] == "198.51.100.7")!["id"]}";
        Assert.Equal(before, room.Ruleset);
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(site, path, (await site.Admin.GetAsync(path)).Json!, ada)).Status);
        Assert.Contains("198.51.100.7", room.Ruleset, StringComparison.Ordinal);

        // Nobody is named to be told, so a person does it and answers.
        var waiting = await site.UntilAsync($"/api/v1/playbook-runs/{run}", r => r["steps"]!.AsArray().Any(s => (string?)s!["state"] == "approval" && ((string)s["name"]!).Contains("by hand", StringComparison.Ordinal)));
        Assert.Contains(waiting["steps"]!.AsArray(), s => (string?)s!["name"] == "Block the address outside" && (string?)s["state"] == "done");
        Assert.Equal(HttpStatusCode.NoContent, (await site.Admin.PostAsync($"/api/v1/playbook-runs/{run}/cancel", new { })).Status);
        await site.UntilAsync($"/api/v1/playbook-runs/{run}", r => (string?)r["run"]!["state"] is "cancelled" or "unknown" or "failed");
    }

    static Task<PlatformSite> StartAsync(NetworkRoom room, ApprovalSigner approver)
    {
        var rules = Directory.CreateTempSubdirectory("hoplite-rules-").FullName;
        File.WriteAllText(Path.Combine(rules, "known.yml"), Rule);
        return PlatformSite.StartAsync(
            change: options => options with
            {
                Response = new ResponseOptions { PacketFilter = true, NetworkNamespace = room.Path, TestQuestions = false, Approvers = [new ApproverOptions { Person = "ada", Key = Convert.ToBase64String(approver.Public.PublicKey.Span) }] },
                Rules = new RulesOptions { Paths = [rules] },
                Agents = options.Agents with { Autonomy = new Dictionary<ActionKind, Autonomy> { [ActionKind.BlockAddress] = Autonomy.Act } },
            });
    }

    static Task<Identity.Answer> ApproveAsync(PlatformSite site, string path, JsonNode detail, ApprovalSigner signer)
    {
        var shown = detail["request"]!;
        var request = new ApprovalRequest(
            Guid.Parse((string)shown["id"]!), (string)shown["digest"]!, Guid.Parse((string)detail["row"]!["incident"]!), (string)shown["nonce"]!, DateTimeOffset.Parse((string)shown["expires"]!, CultureInfo.InvariantCulture), (string)shown["text"]!);
        Assert.Equal((string?)shown["statement"], Convert.ToBase64String(request.Statement()));
        var proof = signer.Sign(request);
        return site.Admin.PostAsync(path + "/approve", new { request = request.Id, keyId = proof.KeyId, signature = Convert.ToBase64String(proof.Signature.Span) });
    }

    static IEnumerable<string> Connections()
    {
        var time = TimeProvider.System.GetUtcNow().AddMinutes(-2).ToUnixTimeSeconds();
        for (var i = 0; i < 3; i++)
            yield return string.Create(CultureInfo.InvariantCulture, $$"""{"_path":"conn","ts":{{time + i * 7}}.5,"uid":"C{{i}}","id.orig_h":"{{Attacker}}","id.orig_p":{{40000 + i}},"id.resp_h":"10.1.0.5","id.resp_p":22,"proto":"tcp","conn_state":"SF","local_orig":false,"orig_bytes":4000,"resp_bytes":900}""");
    }
}
