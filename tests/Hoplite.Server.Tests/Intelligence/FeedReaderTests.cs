using System.Net;
using Hoplite.Intelligence.Feeds;
using Hoplite.Server.Configuration;
using Hoplite.Server.Intelligence;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>Reading from real servers that do what servers should not.</summary>
public sealed class FeedReaderTests
{
    static readonly FeedReach Loopback = new() { Allowed = [IPNetwork.Parse("127.0.0.0/8")], AllowHttp = true };

    [Fact]
    public async Task What_is_not_of_the_public_internet_is_refused_unless_its_network_is_allowed()
    {
        await using var server = await FeedServer.StartAsync();
        server["/list"] = "x";
        using var shut = new FeedReader(Loopback with { Allowed = [] });
        Assert.Contains("public internet", (await RefusedAsync(shut, server.At("/list"))).Message, StringComparison.Ordinal);
        using var open = new FeedReader(Loopback);
        Assert.Equal("x"u8.ToArray(), (await open.GetAsync(server.At("/list"), null, TestContext.Current.CancellationToken))!.Bytes.ToArray());
        using var strict = new FeedReader(Loopback with { AllowHttp = false });
        Assert.Contains("without TLS", (await RefusedAsync(strict, server.At("/list"))).Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_secret_goes_to_the_server_it_is_for_and_to_none_it_sends_us_on_to()
    {
        await using var server = await FeedServer.StartAsync();
        await using var other = await FeedServer.StartAsync();
        other["/there"] = "y";
        server.Instead = context =>
        {
            context.Response.Redirect(context.Request.Path == "/list" ? "/again" : other.At("/there").ToString());
            return Task.CompletedTask;
        };
        using var reader = new FeedReader(Loopback with { Header = "Auth-Key", Secret = "s3cret" });
        Assert.NotNull(await reader.GetAsync(server.At("/list"), null, TestContext.Current.CancellationToken));
        Assert.All(server.Asked, a => Assert.Contains("Auth-Key: s3cret", a.Headers, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", Assert.Single(other.Asked).Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_us_in_circles_or_into_a_private_network_or_to_a_file_ends()
    {
        await using var server = await FeedServer.StartAsync();
        using var reader = new FeedReader(Loopback);
        foreach (var (to, why) in new[] { ("/list", "sends us on"), ("http://169.254.169.254/latest", "public internet"), ("file:///etc/passwd", "is no way to read a feed") })
        {
            server.Instead = context =>
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = to;
                return Task.CompletedTask;
            };
            Assert.Contains(why, (await RefusedAsync(reader, server.At("/list"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_never_ends_and_what_never_comes_is_left()
    {
        await using var server = await FeedServer.StartAsync();
        server.Instead = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
        };
        using var small = new FeedReader(Loopback with { MaxFileBytes = 100_000 });
        Assert.Contains("longer than 100000 bytes", (await RefusedAsync(small, server.At("/list"))).Message, StringComparison.Ordinal);

        server.Instead = async context =>
        {
            await context.Response.StartAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var hasty = new FeedReader(Loopback with { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Contains("did not finish", (await RefusedAsync(hasty, server.At("/list"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_trouble_says_how_long_to_wait()
    {
        await using var server = await FeedServer.StartAsync();
        server.Instead = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };
        using var reader = new FeedReader(Loopback);
        var wrong = await RefusedAsync(reader, server.At("/list"));
        Assert.Equal((503, TimeSpan.FromMinutes(2)), (wrong.Status, wrong.RetryAfter));
    }

    [Theory]
    [InlineData("http://feeds.example.org/list", null, false, "without TLS")]
    [InlineData("https://user:word@feeds.example.org/list", null, false, "a password in its address")]
    [InlineData("https://feeds.example.org/list", "plain", false, "stands in the configuration")]
    [InlineData("ftp://feeds.example.org/list", null, true, "needs the address of a list")]
    public void What_is_not_safe_is_refused_at_the_start(string url, string? token, bool allowHttp, string why)
    {
        var feed = new FeedOptions { Name = "x", Kind = FeedKind.List, Url = url, Token = token, AllowHttp = allowHttp };
        var wrong = Assert.Throws<ConfigurationException>(() =>
        {
            _ = FeedAddress.Of(feed, []);
            _ = FeedAddress.Credential(feed);
        });
        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
    }

    static async Task<FeedException> RefusedAsync(FeedReader reader, Uri address) => await Assert.ThrowsAsync<FeedException>(() => reader.GetAsync(address, null, TestContext.Current.CancellationToken));
}
