using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using Hoplite.Server.Taxii;
using static Hoplite.Server.Tests.Taxii.TaxiiSite;

namespace Hoplite.Server.Tests.Taxii;

public sealed class TaxiiWritingTests
{
    const string Objects = Empty + "objects/";

    [Fact]
    public async Task What_is_added_is_there_has_a_status_and_can_be_deleted()
    {
        await using var site = await StartAsync();
        var item = Item();
        var id = (string)item["id"]!;
        var posted = await site.PostAsync(Objects, Envelope(item));
        Assert.Equal((202, Media, "complete"), (posted.Status, posted.Type, (string)posted.Json!["status"]!));
        Assert.Null(posted.Json["failures"]);
        Assert.Equal((id, "2017-01-27T13:49:53.935Z"), ((string)posted.Json["successes"]![0]!["id"]!, (string)posted.Json["successes"]![0]!["version"]!));
        Assert.Equal(item.ToJsonString(), (await site.GetAsync($"{Objects}?match[id]={id}")).Json!["objects"]![0]!.ToJsonString());
        Assert.Equal(posted.Json.ToJsonString(), (await site.GetAsync($"/trustgroup1/status/{posted.Json["id"]}/")).Json!.ToJsonString());
        Assert.Equal(404, (await site.GetAsync($"/api1/status/{posted.Json["id"]}/")).Status);
        Assert.Equal(404, (await site.GetAsync($"/trustgroup1/status/{posted.Json["id"]}/", r => r.Headers.Authorization = As("user1", "Password1"))).Status);
        Assert.Equal(200, (await site.SendAsync(HttpMethod.Delete, Objects + id)).Status);
        Assert.Equal(404, (await site.GetAsync(Objects + id)).Status);
    }

    [Fact]
    public async Task Each_object_is_taken_or_refused_for_itself()
    {
        await using var site = await StartAsync();
        var good = Item();
        var other = good.DeepClone();
        other["name"] = "Somebody else's";
        var posted = (await site.PostAsync(Objects, Envelope(good, JsonValue.Create(7), new JsonObject { ["type"] = "tool" }, Item(id: "tool--1"), Item(modified: "yesterday"), other))).Json!;
        Assert.Equal((6, 1, 5, 0), ((int)posted["total_count"]!, (int)posted["success_count"]!, (int)posted["failure_count"]!, (int)posted["pending_count"]!));
        Assert.Contains(posted["failures"]!.AsArray(), f => ((string)f!["message"]!).StartsWith("conflict", StringComparison.Ordinal));
        Assert.Single((await site.GetAsync(Objects)).Ids);
        Assert.Equal("Test", (string)(await site.GetAsync(Objects)).Json!["objects"]![0]!["name"]!);
    }

    [Fact]
    public async Task The_same_object_again_changes_nothing_with_or_without_its_modified()
    {
        await using var site = await StartAsync();
        var item = Item();
        var bare = item.DeepClone().AsObject();
        bare.Remove("modified");
        await site.PostAsync(Objects, Envelope(item));
        var before = await site.GetAsync(Objects);
        Assert.Equal(2, (int)(await site.PostAsync(Objects, Envelope(item, bare))).Json!["success_count"]!);
        var after = await site.GetAsync(Objects);
        Assert.Equal((before.Json!.ToJsonString(), before.Last), (after.Json!.ToJsonString(), after.Last));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"objects\":{}}")]
    [InlineData("{\"objects\":[")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task What_is_no_envelope_cannot_be_processed(string body)
    {
        await using var site = await StartAsync();
        var reply = await site.SendAsync(HttpMethod.Post, Objects, body);
        Assert.Equal((422, "ProcessingError", "422"), (reply.Status, (string)reply.Json!["title"]!, (string)reply.Json["http_status"]!));
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        await using var site = await StartAsync();
        var item = Item();
        item["name"] = new string('x', 9_765_625);
        Assert.Equal(413, (await site.PostAsync(Objects, Envelope(item))).Status);
    }

    [Fact]
    public async Task What_nobody_could_read_keeps_neither_its_neighbours_out_nor_the_pages_from_being_read()
    {
        await using var site = await StartAsync();
        var (one, other) = (Item(), Item());
        var deep = $$"""{"type":"tool","id":"tool--{{Guid.NewGuid()}}","x":{{new string('[', 5_000)}}{{new string(']', 5_000)}}}""";
        var torn = $$"""{"type":"tool","id":"tool--{{Guid.NewGuid()}}","name":"\ud83d"}""";
        var name = $$"""{"type":"tool","id":"tool--{{Guid.NewGuid()}}","\udc00":1}""";
        var posted = await site.SendAsync(HttpMethod.Post, Objects, $$"""{"objects":[{{one.ToJsonString()}},{{deep}},{{torn}},{{name}},{{other.ToJsonString()}}]}""");
        Assert.Equal((202, 5, 2, 3), (posted.Status, (int)posted.Json!["total_count"]!, (int)posted.Json["success_count"]!, (int)posted.Json["failure_count"]!));
        Assert.All(posted.Json["failures"]!.AsArray(), f => Assert.StartsWith("tool--", (string)f!["id"]!, StringComparison.Ordinal));
        Assert.Equal([(string)one["id"]!, (string)other["id"]!], (await site.GetAsync(Objects)).Ids);
    }

    [Fact]
    public async Task A_thousand_ids_fit_into_a_question()
    {
        await using var site = await StartAsync();
        var item = Item();
        await site.PostAsync(Objects, Envelope(item));
        var ids = string.Join(',', Enumerable.Range(0, 999).Select(_ => $"course-of-action--{Guid.NewGuid()}").Append((string)item["id"]!));
        Assert.Equal([(string)item["id"]!], (await site.GetAsync($"{Objects}?match[id]={ids}")).Ids);
    }

    [Fact]
    public async Task Versions_are_deleted_one_by_one()
    {
        await using var site = await StartAsync();
        var id = $"course-of-action--{Guid.NewGuid()}";
        await site.PostAsync(Objects, Envelope(new[] { 2015, 2016, 2018, 2019 }.Select(y => Item($"{y}-01-27T13:49:53.935Z", id))));
        async Task<string> Left(string filter)
        {
            Assert.Equal(200, (await site.SendAsync(HttpMethod.Delete, Objects + id + filter)).Status);
            return string.Join(' ', (await site.GetAsync($"{Objects}{id}/versions")).Json!["versions"]?.AsArray().Select(v => ((string)v!)[..4]) ?? []);
        }

        Assert.Equal("2015 2016 2019", await Left("?match[version]=2018-01-27T13:49:53.935Z"));
        Assert.Equal("2016 2019", await Left("?match[version]=first"));
        Assert.Equal("2016", await Left("?match[version]=last"));
        Assert.Equal("2016-01-27T13:49:53.935Z", (string)(await site.GetAsync(Objects)).Json!["objects"]![0]!["modified"]!);
        Assert.Equal(404, (await site.SendAsync(HttpMethod.Delete, Objects + id + "?match[version]=2011-01-27T13:49:53.935Z")).Status);
        Assert.Equal(200, (await site.SendAsync(HttpMethod.Delete, Objects + id + "?match[version]=all")).Status);
        Assert.Equal(404, (await site.GetAsync($"{Objects}{id}/versions")).Status);
    }

    [Fact]
    public async Task What_somebody_may_not_see_is_absent_everywhere()
    {
        const string red = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
        await using var site = await StartAsync(o => o with
        {
            Users = [.. o.Users.Take(1).Select(u => u with { Clearance = Tlp.Red, Groups = ["*"] }), new TaxiiUserOptions { Name = "guest", Password = "guest", Clearance = Tlp.Amber, Groups = ["friends"] }],
            Roots = [new TaxiiRootOptions { Path = "own", Collections = [new TaxiiCollectionOptions { Id = "0b5f0a57-6c2b-4d67-9a0f-0b8e2f0c9a11", Title = "Own", Alias = "mine", CanWrite = true }, new TaxiiCollectionOptions { Id = "1b5f0a57-6c2b-4d67-9a0f-0b8e2f0c9a11", Title = "Secret", Readers = ["admin"], Writers = [] }] }],
        });
        const string own = "/own/collections/mine/";
        var id = $"course-of-action--{Guid.NewGuid()}";
        var later = Item("2020-01-01T00:00:00Z", id);
        later["object_marking_refs"] = new JsonArray(red);
        var unknown = Item();
        unknown["object_marking_refs"] = new JsonArray($"marking-definition--{Guid.NewGuid()}");
        var strangers = Item();
        strangers["x_hoplite_sharing_group"] = "others";
        var friends = Item();
        friends["x_hoplite_sharing_group"] = "friends";
        Assert.Equal(5, (int)(await site.PostAsync(own + "objects/", Envelope(Item(id: id), later, unknown, strangers, friends))).Json!["success_count"]!);
        Task<Reply> Guest(string path) => site.GetAsync(own + path, r => r.Headers.Authorization = As("guest", "guest"));
        Assert.Equal(4, (await site.GetAsync(own + "objects/")).Ids.Count);
        var seen = await Guest("objects/");
        Assert.Equal([id, (string)friends["id"]!], seen.Ids);
        Assert.Equal("2017-01-27T13:49:53.935Z", (string)seen.Json!["objects"]![0]!["modified"]!);
        Assert.Equal(2, (await Guest("manifest/?match[version]=all")).Ids.Count);
        Assert.Single((await Guest($"objects/{id}/versions")).Json!["versions"]!.AsArray());
        Assert.Equal(404, (await Guest($"objects/{unknown["id"]}/")).Status);
        Assert.False((bool)(await Guest("objects/?limit=2")).Json!["more"]!);
        Assert.Equal((200, 404), ((await site.GetAsync("/own/collections/1b5f0a57-6c2b-4d67-9a0f-0b8e2f0c9a11/")).Status, (await site.GetAsync("/own/collections/1b5f0a57-6c2b-4d67-9a0f-0b8e2f0c9a11/", r => r.Headers.Authorization = As("guest", "guest"))).Status));
    }
}
