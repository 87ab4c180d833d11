using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Remote;
using static Hoplite.Response.Tests.Remote.RemoteCalls;

namespace Hoplite.Response.Tests.Remote;

/// <summary>Systems that are told over HTTP what to do.</summary>
public sealed class HttpActionTests
{
    static HttpActionOptions Edge(string root, bool looks = true, bool undoes = true) => new()
    {
        Kinds = [ActionKind.BlockAddress],
        Act = new HttpStepOptions { Url = root + "/blocks/{target}", Method = "put", Body = """{"what":"{target}","why":"{playbook}","seconds":{lease}}""" },
        Verify = looks ? new HttpLookOptions { Url = root + "/blocks/{target}", Pointer = "/what", Value = "{target}" } : null,
        Undo = undoes ? new HttpStepOptions { Url = root + "/blocks/{target}", Method = "DELETE" } : null,
        Token = "env:TOKEN",
    };

    // A system that keeps what is put, by its path.
    static LoopbackWeb Keeping(ConcurrentDictionary<string, string> kept) => new(r =>
    {
        if (r.Method == "PUT") kept[r.Path] = r.Body;
        if (r.Method == "DELETE") return new WebReply(kept.TryRemove(r.Path, out _) ? 204 : 404);
        return kept.TryGetValue(r.Path, out var body) ? new WebReply(200, body) : new WebReply(404);
    });

    [Fact]
    public async Task What_is_put_is_seen_and_taken_back()
    {
        var kept = new ConcurrentDictionary<string, string>();
        using var web = Keeping(kept);
        using var edge = new HttpAction("edge", Edge(web.Address), Secret);
        var call = await edge.RemoteCallAsync(Block("2001:db8::/32"));
        Assert.Equal(Effect.Absent, await edge.VerifyAsync(call, default));
        await edge.ActAsync(call, default);
        Assert.Equal(("2001:db8::/32", 600), ((string?)JsonNode.Parse(kept["/blocks/2001%3Adb8%3A%3A%2F32"])!["what"], (int)JsonNode.Parse(kept["/blocks/2001%3Adb8%3A%3A%2F32"])!["seconds"]!));
        Assert.Equal(Effect.Present, await edge.VerifyAsync(call, default));
        await edge.UndoAsync(call, default);
        Assert.Empty(kept);
        await edge.UndoAsync(call, default);
        var put = web.Requests.Single(r => r.Method == "PUT");
        Assert.Equal(("decision:1", "Bearer t0p-secret"), (put.Headers["Idempotency-Key"], put.Headers["Authorization"]));
        Assert.Equal(Reversibility.Compensated, edge.Traits.Undo);
    }

    [Fact]
    public async Task What_was_there_before_is_left_there()
    {
        var kept = new ConcurrentDictionary<string, string> { ["/blocks/203.0.113.9"] = """{"what":"203.0.113.9"}""" };
        using var web = Keeping(kept);
        using var edge = new HttpAction("edge", Edge(web.Address), Secret);
        var call = await edge.RemoteCallAsync(Block("203.0.113.9"));
        await edge.ActAsync(call, default);
        await edge.UndoAsync(call, default);
        Assert.Single(kept);
    }

    [Fact]
    public async Task Without_a_request_that_looks_the_answer_is_believed_until_the_program_ends()
    {
        using var web = Keeping([]);
        using var edge = new HttpAction("edge", Edge(web.Address, looks: false, undoes: false), Secret);
        var call = await edge.RemoteCallAsync(Block("203.0.113.9"));
        await edge.ActAsync(call, default);
        Assert.Equal(Effect.Present, await edge.VerifyAsync(call, default));
        using var later = new HttpAction("edge", Edge(web.Address, looks: false, undoes: false), Secret);
        Assert.Equal(Effect.Unknown, await later.VerifyAsync(call, default));
        Assert.Equal(Reversibility.None, edge.Traits.Undo);
    }

    [Fact]
    public async Task What_was_refused_is_not_taken_back()
    {
        using var web = new LoopbackWeb(_ => new WebReply(403, "t0p-secret is wrong"));
        using var edge = new HttpAction("edge", Edge(web.Address, looks: false), Secret);
        var call = await edge.RemoteCallAsync(Block("203.0.113.9"));
        var wrong = await Assert.ThrowsAsync<ResponderException>(async () => await edge.ActAsync(call, default));
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
        await edge.UndoAsync(call, default);
        Assert.Single(web.Requests);
    }

    [Theory]
    [InlineData("https://{target}.example.org/")]
    [InlineData("https://edge.example.org{target}")]
    [InlineData("http://edge.example.org/{target}")]
    [InlineData("https://edge.example.org/{evidence}")]
    [InlineData("https://user:password@edge.example.org/")]
    [InlineData("edge")]
    public void An_address_that_an_action_could_lead_elsewhere_is_none(string url) =>
        Assert.Throws<FormatException>(() => new HttpAction("edge", new HttpActionOptions { Act = new HttpStepOptions { Url = url } }, Secret));

    [Theory]
    [InlineData("""{"what":{target}}""")]
    [InlineData("what={target}")]
    public void Content_that_a_value_could_break_out_of_is_none(string body) =>
        Assert.Throws<FormatException>(() => new HttpAction("edge", new HttpActionOptions { Act = new HttpStepOptions { Url = "https://edge.example.org/", Body = body } }, Secret));

    [Fact]
    public void Hostile_values_stay_values()
    {
        var action = Block("203.0.113.9");
        Assert.Equal("https://e.example/a?k=%22%26x%3D%7Btarget%7D%2F..", HttpTemplate.Address("https://e.example/a?k={key}", action, "\"&x={target}/..").AbsoluteUri);
        Assert.Equal("\"},{\"a\":{target}", (string?)JsonNode.Parse(HttpTemplate.Body("""{"k":"{key}"}""", action, "\"},{\"a\":{target}"))!["k"]);
    }

    [Fact]
    public void Secrets_are_never_shown_and_must_be_there()
    {
        using var edge = new HttpAction("edge", Edge("https://edge.example.org") with { Token = "env:NOTHING" }, Secret);
        Assert.Contains("env:NOTHING", edge.Refuse(Block("203.0.113.9"))!, StringComparison.Ordinal);
        using var right = new HttpAction("edge", Edge("https://edge.example.org"), Secret);
        Assert.DoesNotContain("secret", string.Join('\n', right.Rehearse(Block("203.0.113.9"))), StringComparison.Ordinal);
    }
}
