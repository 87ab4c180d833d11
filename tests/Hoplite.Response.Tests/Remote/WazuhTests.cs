using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Remote;
using static Hoplite.Response.Tests.Remote.RemoteCalls;

namespace Hoplite.Response.Tests.Remote;

/// <summary>Agents of Wazuh, through an API that checks what it is sent as the real one describes it.</summary>
public sealed class WazuhTests
{
    const string Both = """{"data":{"affected_items":["001","002"],"total_affected_items":2,"total_failed_items":0,"failed_items":[]},"message":"AR command was sent to all agents","error":0}""";
    const string One = """{"data":{"affected_items":["001"],"total_affected_items":1,"total_failed_items":1,"failed_items":[{"error":{"code":1707},"id":["002"]}]},"message":"AR command was not sent to some agents","error":2}""";
    const string Nobody = """{"data":{"affected_items":[],"total_affected_items":0,"total_failed_items":2,"failed_items":[]},"message":"AR command was not sent to any agent","error":1}""";

    static LoopbackWeb Manager(string answer) => new(r => (r.Method, r.Path) switch
    {
        ("POST", "/security/user/authenticate") => r.Headers["Authorization"] == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("hoplite:pa55")) ? new WebReply(200, """{"data":{"token":"jwt"},"error":0}""") : new WebReply(401),
        ("PUT", "/active-response?agents_list=001,002") => r.Headers["Authorization"] == "Bearer jwt" ? new WebReply(200, answer) : new WebReply(401),
        _ => new WebReply(404),
    });

    static WazuhOptions Options(string url) => new()
    {
        Url = url, User = "hoplite", Password = "env:PASSWORD", Agents = ["001", "002"], Block = "firewall-drop600", Disable = "disable-account600", TakenBackAfter = TimeSpan.FromMinutes(10), TrustAnswer = true,
    };

    [Fact]
    public async Task Agents_are_told_the_address_or_the_account()
    {
        using var web = Manager(Both);
        using var wazuh = new WazuhActiveResponse(Options(web.Address), Secret);
        var (block, disable) = (await wazuh.RemoteCallAsync(Block("203.0.113.9")), await wazuh.RemoteCallAsync(Disable("mallory"), "decision:2"));
        await wazuh.ActAsync(block, default);
        await wazuh.ActAsync(disable, default);
        var bodies = web.Requests.Where(r => r.Method == "PUT").Select(r => JsonNode.Parse(r.Body)!).ToArray();
        Assert.Equal(("firewall-drop600", "203.0.113.9"), ((string?)bodies[0]["command"], (string?)bodies[0]["alert"]!["data"]!["srcip"]));
        Assert.Equal(("disable-account600", "mallory"), ((string?)bodies[1]["command"], (string?)bodies[1]["alert"]!["data"]!["dstuser"]));
        Assert.Equal(Effect.Present, await wazuh.VerifyAsync(block, default));
        Assert.Equal(Reversibility.None, wazuh.Traits.Undo);
    }

    [Fact]
    public async Task Its_word_alone_is_not_believed_unless_that_is_set()
    {
        using var web = Manager(Both);
        using var wazuh = new WazuhActiveResponse(Options(web.Address) with { TrustAnswer = false }, Secret);
        var call = await wazuh.RemoteCallAsync(Block("203.0.113.9"));
        await wazuh.ActAsync(call, default);
        Assert.Equal(Effect.Unknown, await wazuh.VerifyAsync(call, default));
    }

    [Theory]
    [InlineData(One, Effect.Unknown)]
    [InlineData(Nobody, Effect.Absent)]
    [InlineData("{}", Effect.Unknown)]
    [InlineData("not json", Effect.Unknown)]
    public async Task A_two_hundred_with_bad_news_is_a_failure(string answer, Effect effect)
    {
        using var web = Manager(answer);
        using var wazuh = new WazuhActiveResponse(Options(web.Address), Secret);
        var call = await wazuh.RemoteCallAsync(Block("203.0.113.9"));
        await Assert.ThrowsAsync<ResponderException>(async () => await wazuh.ActAsync(call, default));
        Assert.Equal(effect, await wazuh.VerifyAsync(call, default));
    }

    [Fact]
    public async Task Who_is_not_let_in_has_done_nothing()
    {
        using var web = Manager(Both);
        using var wazuh = new WazuhActiveResponse(Options(web.Address) with { Password = "env:TOKEN" }, Secret);
        var call = await wazuh.RemoteCallAsync(Block("203.0.113.9"));
        var wrong = await Assert.ThrowsAsync<ResponderException>(async () => await wazuh.ActAsync(call, default));
        Assert.DoesNotContain("t0p-secret", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(Effect.Absent, await wazuh.VerifyAsync(call, default));
    }

    [Fact]
    public void What_would_outlast_its_lease_is_refused()
    {
        using var wazuh = new WazuhActiveResponse(Options("http://127.0.0.1:1"), Secret);
        Assert.Contains("longer", wazuh.Refuse(Block("203.0.113.9", seconds: 60))!, StringComparison.Ordinal);
        Assert.NotNull(wazuh.Refuse(Block("203.0.113.0/24")));
        using var lasting = new WazuhActiveResponse(Options("http://127.0.0.1:1") with { Block = "!firewall-drop", Disable = null, TakenBackAfter = null }, Secret);
        Assert.Contains("ever", lasting.Refuse(Block("203.0.113.9"))!, StringComparison.Ordinal);
        using var allowed = new WazuhActiveResponse(Options("http://127.0.0.1:1") with { Block = "!firewall-drop", Disable = null, TakenBackAfter = null, Lasting = true }, Secret);
        Assert.Null(allowed.Refuse(Block("203.0.113.9")));
    }

    [Theory]
    [InlineData("all", "firewall-drop600")]
    [InlineData("001&x=1", "firewall-drop600")]
    [InlineData("001", "!firewall-drop")]
    [InlineData("001", "../rm -rf")]
    public void Agents_and_commands_are_numbers_and_names(string agent, string command) =>
        Assert.Throws<FormatException>(() => new WazuhActiveResponse(Options("http://127.0.0.1:1") with { Agents = [agent], Block = command }, Secret));
}
