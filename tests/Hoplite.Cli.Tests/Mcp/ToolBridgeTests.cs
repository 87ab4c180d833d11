using System.IO.Pipelines;
using Hoplite.Cli.Mcp;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hoplite.Cli.Tests.Mcp;

public sealed class ToolBridgeTests
{
    [Fact]
    public async Task Seven_tools_that_only_read_are_offered_and_asked_for()
    {
        var asked = new List<string>();
        var (tools, answer) = await TalkAsync("incident", call => { asked.Add(call.Name); return Text("{}"); });
        Assert.Equal(["entity", "incident", "list_incidents", "reputation", "rule_test", "search", "timeline"], tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, t => Assert.True(t.ProtocolTool.Annotations?.ReadOnlyHint));
        Assert.Equal("{}", Said(answer));
        Assert.Equal(["incident"], asked);
    }

    [Fact]
    public async Task A_tool_that_is_not_of_this_build_is_never_asked_for()
    {
        var (_, answer) = await TalkAsync("isolate_host", _ => throw new InvalidOperationException("it was asked for"));
        Assert.True(answer.IsError);
        Assert.Equal("there is no such tool", Said(answer));
    }

    [Fact]
    public async Task Of_an_answer_only_text_goes_on_and_not_too_much_of_it()
    {
        var (_, mixed) = await TalkAsync("search", _ => new CallToolResult { Content = [new ResourceLinkBlock { Uri = "https://evil.example/x", Name = "x" }, new TextContentBlock { Text = "rows" }] });
        Assert.IsType<TextContentBlock>(Assert.Single(mixed.Content));
        Assert.Equal("rows", Said(mixed));
        var (_, much) = await TalkAsync("search", _ => Text(new string('x', 1 << 20)));
        Assert.True(much.IsError);
        var (_, fails) = await TalkAsync("search", _ => throw new HttpRequestException("secret-host refused"));
        Assert.True(fails.IsError);
        Assert.DoesNotContain("secret-host", Said(fails), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://server.example")]
    [InlineData("file:///tmp")]
    [InlineData("https://user:word@server.example")]
    public void A_token_is_never_sent_in_the_open(string address)
    {
        var (exit, _, error) = Program.Run("mcp", "--server", address, "--token-file", "none");
        Assert.Equal(2, exit);
        Assert.Contains("no address of a server", error, StringComparison.Ordinal);
    }

    static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    static string Said(CallToolResult answer) => string.Concat(answer.Content.OfType<TextContentBlock>().Select(c => c.Text));

    static async Task<(IList<McpClientTool> Tools, CallToolResult Answer)> TalkAsync(string tool, Func<CallToolRequestParams, CallToolResult> answers)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (there, back) = (new Pipe(), new Pipe());
        await using var transport = new StreamServerTransport(there.Reader.AsStream(), back.Writer.AsStream());
        await using var server = McpServer.Create(transport, ToolBridge.Options((call, _) => new(answers(call))));
        var running = server.RunAsync(stop.Token);
        await using (var client = await McpClient.CreateAsync(new StreamClientTransport(there.Writer.AsStream(), back.Reader.AsStream()), cancellationToken: stop.Token))
        {
            var tools = await client.ListToolsAsync(cancellationToken: stop.Token);
            var answer = await client.CallToolAsync(new CallToolRequestParams { Name = tool }, stop.Token);
            await stop.CancelAsync();
            await Task.WhenAny(running);
            return (tools, answer);
        }
    }
}
