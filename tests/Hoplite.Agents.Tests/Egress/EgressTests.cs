using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Agents.Egress;
using Hoplite.Agents.Models;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Tests.Faults;
using Hoplite.Agents.Tests.Models;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Tests.Egress;

public sealed class EgressTests
{
    const string Marker = "s3cr3t-7d1f0c";

    static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<Confidentiality, Confidentiality> Levels =>
        [.. from ceiling in (Confidentiality[])[Confidentiality.Public, Confidentiality.Internal, Confidentiality.Sensitive] from secrecy in Enum.GetValues<Confidentiality>() select (ceiling, secrecy)];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task No_byte_of_what_is_above_the_ceiling_leaves(Confidentiality ceiling, Confidentiality secrecy)
    {
        await using var server = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url) with { Ceiling = ceiling }));
        var isAllowed = secrecy <= ceiling && secrecy != Confidentiality.Secret;
        ModelQuestion[] questions =
        [
            DeskForTests.Question(Guid.CreateVersion7(), new() { ["title"] = Marker }, secrecy: secrecy),
            DeskForTests.Question(Guid.CreateVersion7(), document: Marker, secrecy: Confidentiality.Public) with { DocumentLabel = new(Integrity.FreeText, secrecy, Provenance.None) },
        ];
        foreach (var question in questions)
            Assert.Equal(isAllowed ? null : ModelFailure.EgressDenied, (await desk.AskAsync(question, Now)).Failure);
        Assert.Equal(isAllowed ? 2 : 0, server.Requests.Count(r => Holds(r, Marker)));
        if (!isAllowed) Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_question_skips_a_provider_that_may_not_see_it_for_one_that_may()
    {
        await using var remote = await FaultServer.StartAsync();
        await using var local = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", remote.Url) with { Ceiling = Confidentiality.Public }, DeskForTests.Provider("b", local.Url)));
        Assert.Equal("b", (await desk.AskAsync(DeskForTests.Question(secrecy: Confidentiality.Sensitive), Now)).Provider);
        Assert.Empty(remote.Requests);
    }

    [Fact]
    public async Task No_name_of_the_case_leaves_and_the_answer_has_them_again()
    {
        await using var server = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)));
        string[] names = ["finance-07", "m.mustermann", "10.77.66.55", "dc-emea-1"];
        var schema = JsonSerializer.SerializeToElement(JsonNode.Parse("""{"type":"object","additionalProperties":false,"required":["target"],"properties":{"target":{"type":"string","enum":["finance-07","dc-emea-1"]}}}"""));
        var facts = new JsonObject { ["hosts"] = new JsonArray("finance-07"), ["src_ip"] = "10.77.66.55", ["by_user"] = new JsonObject { ["m.mustermann"] = 4 }, ["user"] = "m.mustermann" };
        var question = DeskForTests.Question(Guid.CreateVersion7(), facts, "CORP\\m.mustermann on FINANCE-07 from 10.77.66.55 to \"dc-emea-1\"") with { Schema = schema, Names = [new(NameKind.Host, "dc-emea-1")] };
        var answer = await desk.AskAsync(question, Now);
        Assert.Equal("finance-07", answer.Value!.Value.GetProperty("target").GetString());
        foreach (var name in names) Assert.All(server.Requests, r => Assert.False(Holds(r, name), name));
        Assert.Contains("\"host-", Readable(server.Requests[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_fault_makes_a_name_or_a_key_leave_by_another_way()
    {
        var names = new[] { "finance-07", "10.77.66.55" };
        foreach (var fault in Fault.All.Where(f => f.Failure is not null).Take(60).Where((_, i) => i % 4 == 0))
        {
            await using var server = (await FaultServer.StartAsync()).Answer(fault);
            await using var good = await FaultServer.StartAsync();
            using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", fault.Url(server)) with { Local = true, Timeout = TimeSpan.FromMilliseconds(300) }, DeskForTests.Provider("b", good.Url)));
            await desk.AskAsync(DeskForTests.Question(Guid.CreateVersion7(), new() { ["host"] = names[0], ["ip"] = names[1] }), Now);
            foreach (var name in names) Assert.All(server.Requests.Concat(good.Requests), r => Assert.False(Holds(r, name), $"{fault.Name}: {name}"));
        }
    }

    [Fact]
    public async Task No_request_offers_a_tool_or_asks_for_a_stream()
    {
        await using var server = await FaultServer.StartAsync();
        using var desk = DeskForTests.Desk(DeskForTests.Options(DeskForTests.Provider("a", server.Url)));
        await desk.AskAsync(DeskForTests.Question(), Now);
        var body = JsonNode.Parse(Assert.Single(server.Requests))!.AsObject();
        Assert.True(body["tools"] is null && body["functions"] is null && body["tool_choice"] is null && body["user"] is null && body["stream"]?.GetValue<bool>() is not true, body.ToJsonString());
    }

    static bool Holds(byte[] request, string text) => Readable(request).Contains(text, StringComparison.OrdinalIgnoreCase) || Encoding.UTF8.GetString(request).Contains(text, StringComparison.OrdinalIgnoreCase);

    static string Readable(byte[] request) => string.Join('\n', JsonNode.Parse(request)!["messages"]!.AsArray().Select(m => m!["content"]!.ToString()));
}
