using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Notifications;
using Hoplite.Server.Notifications.Channels;

namespace Hoplite.Server.Tests.Notifications;

public sealed class WebChannelTests
{
    const string Evil = "<!channel> <http://evil.example|click> @here `x` [a](http://evil.example) *b*\r\nSubject: x\u202E";

    static readonly Notice Hostile = new(Evil, Evil + "\n```\nmore", Level.High, DateTimeOffset.UnixEpoch, new Uri("https://hoplite.example/incidents/7"));

    [Fact]
    public async Task Slack_shows_hostile_text_as_text()
    {
        var json = await SendAsync(ChannelKind.Slack);
        Assert.All(json["blocks"]!.AsArray().Take(2), b => Assert.Equal("plain_text", (string)b!["text"]!["type"]!));
        Assert.Equal("<https://hoplite.example/incidents/7|Open in Hoplite>", (string)json["blocks"]![2]!["text"]!["text"]!);
        Assert.DoesNotContain('<', (string)json["text"]!);
        Assert.StartsWith("[high] &lt;!channel&gt;", (string)json["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_shows_hostile_text_in_runs_that_know_no_markdown()
    {
        var card = (await SendAsync(ChannelKind.Teams))["attachments"]![0]!["content"]!;
        Assert.All(card["body"]!.AsArray(), b => Assert.Equal("TextRun", (string)b!["inlines"]![0]!["type"]!));
        Assert.Equal("https://hoplite.example/incidents/7", (string)card["actions"]![0]!["url"]!);
        Assert.DoesNotContain("msteams", card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mattermost_shows_hostile_text_as_code()
    {
        var text = (string)(await SendAsync(ChannelKind.Mattermost))["text"]!;
        Assert.Equal(8, text.Count(c => c == '`'));
        var outside = string.Concat(text.Split('`').Where((_, i) => i % 2 == 0));
        Assert.DoesNotContain("evil", text.Split("```")[0].Split('`')[0] + text.Split("```")[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("@here", outside.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ntfy_gets_topic_and_priority_and_our_token()
    {
        await using var server = await HookServer.StartAsync();
        await Send(new() { Name = "n", Kind = ChannelKind.Ntfy, Url = server.Address + "/alerts", Secret = "tk_123" }, Hostile);
        var post = await server.NextAsync();
        var json = JsonNode.Parse(post.Body)!;
        Assert.Equal(("/", "alerts", 4, "Bearer tk_123"), (post.Path, (string)json["topic"]!, (int)json["priority"]!, post.Headers["Authorization"]));
        Assert.DoesNotContain('\u202E', (string)json["title"]!);
        Assert.DoesNotContain('\n', (string)json["title"]!);
    }

    [Fact]
    public async Task A_webhook_is_signed_together_with_its_time()
    {
        await using var server = await HookServer.StartAsync();
        await Send(new() { Name = "w", Kind = ChannelKind.Webhook, Url = server.Address + "/in", Secret = "sixteen letters!" }, Hostile);
        var post = await server.NextAsync();
        var expected = HMACSHA256.HashData("sixteen letters!"u8, Encoding.UTF8.GetBytes($"{post.Headers["X-Hoplite-Timestamp"]}.{post.Body}"));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(expected), post.Headers["X-Hoplite-Signature"]);
        Assert.Equal("high", (string)JsonNode.Parse(post.Body)!["level"]!);
    }

    [Theory]
    [InlineData("169.254.169.254", true)]
    [InlineData("::ffff:169.254.169.254", true)]
    [InlineData("fe80::1", true)]
    [InlineData("64:ff9b::169.254.169.254", true)]
    [InlineData("::169.254.169.254", true)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("100.100.100.200", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("2606:4700::1", false)]
    public void Addresses_where_clouds_keep_credentials_are_refused(string address, bool isRefused) => Assert.Equal(isRefused, GuardedClient.IsRefused(IPAddress.Parse(address)));

    [Fact]
    public async Task A_metadata_address_is_never_connected_to_and_a_redirect_never_followed()
    {
        var direct = await Assert.ThrowsAsync<NotRetried>(() => Send(new() { Name = "m", Kind = ChannelKind.Mattermost, Url = "http://169.254.169.254/latest" }, Hostile));
        Assert.Contains("metadata", direct.Message, StringComparison.Ordinal);
        await using var server = await HookServer.StartAsync();
        server.Answers.Enqueue(307);
        var redirected = await Assert.ThrowsAsync<NotRetried>(() => Send(new() { Name = "m", Kind = ChannelKind.Mattermost, Url = server.Address }, Hostile));
        Assert.Contains("307", redirected.Message, StringComparison.Ordinal);
    }

    static async Task<JsonNode> SendAsync(ChannelKind kind)
    {
        await using var server = await HookServer.StartAsync();
        await Send(new() { Name = "x", Kind = kind, Url = server.Address + "/hook" }, Hostile);
        return JsonNode.Parse((await server.NextAsync()).Body)!;
    }

    static Task Send(ChannelOptions options, Notice notice) => NotificationServices.Create(options, TimeProvider.System).SendAsync(notice, TestContext.Current.CancellationToken);
}
