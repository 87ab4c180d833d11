using System.Text.Json.Nodes;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Remote;
using static Hoplite.Response.Tests.Remote.RemoteCalls;

namespace Hoplite.Response.Tests.Remote;

/// <summary>Blocking through CrowdSec: the real one where it is unpacked, and the ways an API can go wrong.</summary>
public sealed class CrowdSecTests
{
    static CrowdSecDecision At(string url, string password = "env:PASSWORD") => new(new CrowdSecOptions { Url = url, Password = password }, Secret, TimeProvider.System);

    [Fact]
    public async Task A_bouncer_of_the_real_one_sees_the_block_and_no_longer_when_it_is_taken_back()
    {
        using var real = RealCrowdSec.Open();
        await real.ReadyAsync();
        using var responder = At(real.Address);
        foreach (var (target, query) in new[] { ("203.0.113.9", "ip=203.0.113.9"), ("198.51.100.0/24", "ip=198.51.100.77"), ("2001:db8::7", "ip=2001:db8::7"), ("2001:db8:1::/48", "ip=2001:db8:1::5") })
        {
            var call = await responder.RemoteCallAsync(Block(target));
            Assert.Equal(Effect.Absent, await responder.VerifyAsync(call, default));
            await responder.ActAsync(call, default);
            await responder.ActAsync(call, default);
            Assert.Equal(Effect.Present, await responder.VerifyAsync(call, default));
            var seen = Assert.Single(JsonNode.Parse(await real.BouncerSeesAsync(query))!.AsArray())!;
            Assert.Equal(("ban", target, "hoplite/block-scanner"), ((string?)seen["type"], (string?)seen["value"], (string?)seen["scenario"]));
            Assert.InRange(GoDuration.Read((string)seen["duration"]!)!.Value, TimeSpan.FromSeconds(580), TimeSpan.FromSeconds(601));
            await responder.UndoAsync(call, default);
            Assert.Equal(Effect.Absent, await responder.VerifyAsync(call, default));
            Assert.Equal("null", (await real.BouncerSeesAsync(query)).Trim());
            await responder.UndoAsync(call, default);
        }

        using var stranger = At(real.Address, "env:TOKEN");
        var refused = await Assert.ThrowsAsync<ResponderException>(async () => await stranger.ActAsync(await stranger.RemoteCallAsync(Block("203.0.113.9")), default));
        Assert.DoesNotContain("t0p-secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_of_others_are_left_alone()
    {
        const string Alerts = """[{"decisions":[{"id":7,"origin":"cscli","type":"ban","value":"203.0.113.9","duration":"1h"},{"id":8,"origin":"hoplite","type":"ban","value":"203.0.113.9","duration":"59m1.5s"},{"id":9,"origin":"hoplite","type":"ban","value":"203.0.113.8","duration":"1h"},{"id":10,"origin":"hoplite","type":"ban","value":"203.0.113.9","duration":"-1m"}]}]""";
        using var web = new LoopbackWeb(r => new WebReply(200, r.Path.EndsWith("login", StringComparison.Ordinal) ? """{"token":"jwt"}""" : r.Method == "GET" ? Alerts : "{}"));
        using var responder = At(web.Address);
        await responder.UndoAsync(await responder.RemoteCallAsync(Block("203.0.113.9")), default);
        Assert.Equal("/v1/decisions/8", Assert.Single(web.Requests, r => r.Method == "DELETE").Path);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""[{"decisions":[{"id":"x","origin":"hoplite","type":"ban","value":"203.0.113.9","duration":"1h"}]}]""")]
    public async Task An_answer_in_another_form_is_a_failure_and_no_guess(string alerts)
    {
        using var web = new LoopbackWeb(r => new WebReply(200, r.Method == "POST" ? """{"token":"jwt"}""" : alerts));
        using var responder = At(web.Address);
        var call = await responder.RemoteCallAsync(Block("203.0.113.9"));
        await Assert.ThrowsAsync<ResponderException>(async () => await responder.VerifyAsync(call, default));
    }

    [Theory]
    [InlineData("http://crowdsec.example.org:8080", "env:PASSWORD")]
    [InlineData("http://127.0.0.1:8080", "pa55")]
    [InlineData("http://127.0.0.1:8080", "env:NOTHING")]
    public void What_would_give_a_password_away_is_refused(string url, string password)
    {
        using var responder = At(url, password);
        Assert.DoesNotContain("pa55", responder.Refuse(Block("203.0.113.9")) ?? throw new InvalidOperationException(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3h59m21.5s", 14361.5)]
    [InlineData("-13m24s", -804.0)]
    [InlineData("250ms", 0.25)]
    [InlineData("1x", null)]
    [InlineData("", null)]
    public void Durations_of_go_are_read(string text, double? seconds) => Assert.Equal(seconds, GoDuration.Read(text)?.TotalSeconds);
}
