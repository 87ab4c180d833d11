using static Hoplite.Server.Tests.Taxii.TaxiiSite;

namespace Hoplite.Server.Tests.Taxii;

public sealed class TaxiiReadingTests(ReadOnlySite shared) : IClassFixture<ReadOnlySite>
{
    const string Malware = "malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec";
    const string Indicator = "indicator--6770298f-0fd8-471a-ab8c-1c658a46574e";

    [Fact]
    public async Task Discovery_roots_collections_and_kept_statuses_are_shown()
    {
        var site = shared.Site;
        var discovery = await site.GetAsync("/taxii2/");
        Assert.Equal((200, Media, "Some TAXII Server"), (discovery.Status, discovery.Type, (string)discovery.Json!["title"]!));
        Assert.Equal(new Uri(site.Address, "api1/").ToString(), (string)discovery.Json["api_roots"]![0]!);
        Assert.Equal(new Uri(site.Address, "trustgroup1/").ToString(), (string)discovery.Json["default"]!);
        var root = (await site.GetAsync("/trustgroup1/")).Json!;
        Assert.Equal(("Malware Research Group", Media, 9765625), ((string)root["title"]!, (string)root["versions"]![0]!, (int)root["max_content_length"]!));
        Assert.Equal(5, (await site.GetAsync("/trustgroup1/collections/")).Json!["collections"]!.AsArray().Count);
        Assert.Equal("{}", (await site.GetAsync("/api1/collections/")).Json!.ToJsonString());
        Assert.Equal("High Value Indicator Collection", (string)(await site.GetAsync(Full)).Json!["title"]!);
        var status = await site.GetAsync("/trustgroup1/status/2d086da7-4bdc-4f91-900e-d77486753710");
        Assert.Equal((200, 4), (status.Status, (int)status.Json!["total_count"]!));
    }

    [Fact]
    public async Task A_page_is_in_the_order_of_adding_and_its_headers_say_from_when_to_when()
    {
        var site = shared.Site;
        var all = await site.GetAsync(Full + "objects/");
        Assert.Equal(["relationship--2f9a9aa9-108a-4333-83e2-4fb25add0463", "indicator--cd981c25-8042-4166-8945-51178443bdac", "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", Malware, Indicator], all.Ids);
        Assert.Equal((false, "2014-05-08T09:00:00.000000Z", "2017-12-31T13:49:53.935000Z"), ((bool)all.Json!["more"]!, all.First, all.Last));
        var first = await site.GetAsync(Full + "objects/?limit=4");
        Assert.Equal((true, 4, "2017-01-27T13:49:59.997000Z"), ((bool)first.Json!["more"]!, first.Ids.Count, first.Last));
        var second = await site.GetAsync(Full + "objects/?limit=3&next=" + first.Json["next"]);
        Assert.Equal((false, Indicator), ((bool)second.Json!["more"]!, Assert.Single(second.Ids)));
        Assert.Equal(second.Json.ToJsonString(), (await site.GetAsync(Full + "objects/?next=" + first.Json["next"])).Json!.ToJsonString());
    }

    [Theory]
    [InlineData("objects/?added_after=2016-11-03T12:30:59Z", 3)]
    [InlineData("objects/?added_after=2017-12-31T13:49:53.935000Z", 0)]
    [InlineData("objects/?match[id]=malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec", 1)]
    [InlineData("objects/?match[type]=indicator", 2)]
    [InlineData("objects/?match[type]=indicator,malware", 3)]
    [InlineData("objects/?match[type]=indicator&match[type]=malware", 3)]
    [InlineData("objects/?match[type]=indicator&match[id]=malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec", 0)]
    [InlineData("objects/?match[version]=2016-12-25T12:30:59.444Z", 1)]
    [InlineData("objects/?match[version]=2016-12-25T12:30:59.444000Z", 1)]
    [InlineData("objects/?match[version]=first", 5)]
    [InlineData("objects/?match[version]=first,last", 6)]
    [InlineData("objects/?match[version]=all", 7)]
    [InlineData("objects/?match[version]=all&match[spec_version]=2.0,2.1", 8)]
    [InlineData("objects/?match[spec_version]=2.0", 1)]
    [InlineData("objects/?match[spec_version]=2.1", 5)]
    [InlineData("objects/?match[spec_version]=2.1&match[version]=last", 5)]
    [InlineData("objects/?match[spec_version]=2.0&match[version]=first", 1)]
    [InlineData("objects/?match[spec_version]=2.1&match[version]=all", 7)]
    [InlineData("objects/?match[spec_version]=3.0", 0)]
    [InlineData("objects/?match[type]=incident&match[version]=2016-01-01T01:01:01.000Z", 0)]
    [InlineData("objects/?match[type]=indicator&match[version]=2017-01-27T13:49:53.935Z", 1)]
    [InlineData("objects/?match[version]=2018-02-23T18:30:00.000Z", 1)]
    [InlineData("objects/?match[spec_version]=2.0,2.1", 5)]
    [InlineData("objects/?match[nothing]=x&something=else", 5)]
    [InlineData("objects/?match[pattern_type]=stix", 2)]
    [InlineData("objects/?match[relationships-all]=malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec", 1)]
    [InlineData("manifest/?match[version]=all", 7)]
    [InlineData("manifest/?match[spec_version]=2.1", 5)]
    [InlineData("manifest/?match[spec_version]=2.0", 1)]
    [InlineData("manifest/?match[version]=last", 5)]
    [InlineData("objects/malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec/?match[spec_version]=2.1", 1)]
    [InlineData("objects/malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec?added_after=2017-01-27T13:49:59Z", 1)]
    [InlineData("manifest/?added_after=2017-01-20T00:00:00.000Z", 2)]
    [InlineData("objects/indicator--6770298f-0fd8-471a-ab8c-1c658a46574e?match[version]=all", 3)]
    [InlineData("objects/malware--c0931cc6-c75e-47e5-9036-78fabc95d4ec?added_after=2018-01-27T13:49:59.997000Z", 0)]
    public async Task Filters_choose(string question, int count)
    {
        var site = shared.Site;
        var page = await site.GetAsync(Full + question);
        Assert.Equal((200, count), (page.Status, page.Ids.Count));
        Assert.Equal(count == 0, page.First is null && page.Last is null && page.Json!.ToJsonString() == "{}");
    }

    [Theory]
    [InlineData("", "2017-01-27T13:49:53.997Z")]
    [InlineData("?match[version]=last", "2018-02-23T18:30:00.000Z")]
    [InlineData("?match[spec_version]=2.1", "2017-01-27T13:49:53.997Z")]
    [InlineData("?match[spec_version]=2.0", "2018-02-23T18:30:00.000Z")]
    [InlineData("?match[spec_version]=2.0,2.1", "2018-02-23T18:30:00.000Z")]
    [InlineData("?match[spec_version]=2.0,2.1&match[version]=first", "2017-01-27T13:49:53.997Z")]
    public async Task The_latest_version_is_that_of_what_the_rest_of_the_question_leaves(string question, string modified) =>
        Assert.Equal(modified, (string)Assert.Single((await shared.Site.GetAsync($"{Full}objects/{Malware}/{question}")).Json!["objects"]!.AsArray())!["modified"]!);

    [Fact]
    public async Task Versions_and_manifests_are_paged_too()
    {
        var site = shared.Site;
        Assert.Equal("2017-01-27T13:49:53.997Z", (string)Assert.Single((await site.GetAsync($"{Full}objects/{Malware}/versions")).Json!["versions"]!.AsArray())!);
        Assert.Equal(2, (await site.GetAsync($"{Full}objects/{Malware}/versions?match[spec_version]=2.0,2.1")).Json!["versions"]!.AsArray().Count);
        var (seen, path) = (new List<string>(), $"{Full}objects/{Indicator}/versions?limit=1");
        for (var next = ""; next is not null;)
        {
            var page = (await site.GetAsync(path + next)).Json!;
            seen.Add((string)page["versions"]![0]!);
            next = (bool)page["more"]! ? "&next=" + page["next"] : null;
        }

        Assert.Equal(["2016-11-03T12:30:59.000Z", "2016-12-25T12:30:59.444Z", "2017-01-27T13:49:53.935Z"], seen);
        var manifest = await site.GetAsync(Full + "manifest/?limit=2");
        var record = manifest.Json!["objects"]![0]!;
        Assert.Equal(("2014-05-08T09:00:00.000000Z", "2014-05-08T09:00:00.000Z", "application/stix+json;version=2.1"), ((string)record["date_added"]!, (string)record["version"]!, (string)record["media_type"]!));
        Assert.Equal(2, (await site.GetAsync(Full + "manifest/?limit=2&next=" + manifest.Json["next"])).Ids.Count);
    }

    [Theory]
    [InlineData("objects/?limit=-20")]
    [InlineData("objects/?limit=0")]
    [InlineData("objects/?limit=many")]
    [InlineData("objects/?added_after=yesterday")]
    [InlineData("objects/?match[version]=newest")]
    [InlineData("objects/?match[id]=")]
    [InlineData("objects/?next=AAAA")]
    [InlineData("objects/?next=%00")]
    [InlineData("manifest/?next=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_question_is_refused(string question)
    {
        var site = shared.Site;
        var reply = await site.GetAsync(Full + question);
        Assert.Equal((400, Media, "ProcessingError", "400"), (reply.Status, reply.Type, (string)reply.Json!["title"]!, (string)reply.Json["http_status"]!));
    }

    [Fact]
    public async Task A_token_for_the_next_page_is_good_for_the_same_filters_only()
    {
        var site = shared.Site;
        var next = (string)(await site.GetAsync(Full + "objects/?match[version]=all&limit=2")).Json!["next"]!;
        Assert.Equal(2, (await site.GetAsync($"{Full}objects/?limit=2&match[version]=all&next={next}")).Ids.Count);
        Assert.Equal(400, (await site.GetAsync($"{Full}objects/?limit=2&match[version]=first&next={next}")).Status);
        Assert.Equal(400, (await site.GetAsync($"{Full}manifest/?limit=2&match[version]=all&next={next}")).Status);
        Assert.Equal(400, (await site.GetAsync($"{Full}objects/?limit=2&match[version]=all&next={next[..^1]}{(next[^1] == 'A' ? 'B' : 'A')}")).Status);
    }
}
