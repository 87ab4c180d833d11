using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Hoplite.Cli.Tests.Mcp;

/// <summary><c>hoplite mcp</c> as a program that speaks MCP starts it: the real program over stdin and stdout, before a real server.</summary>
public sealed class McpCommandTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_reads_from_a_running_server_over_stdin_and_stdout()
    {
        await using var server = await LiveServer.StartAsync();
        await using var client = await ClientAsync(server, server.Token);
        Assert.Equal(["entity", "incident", "list_incidents", "reputation", "rule_test", "search", "timeline"], (await client.ListToolsAsync(cancellationToken: Now)).Select(t => t.Name).Order(StringComparer.Ordinal));
        foreach (var (tool, arguments) in new[] { ("list_incidents", new Dictionary<string, object?>()), ("search", new() { ["query"] = "where EventID == 1 | count" }) })
        {
            var answer = await client.CallToolAsync(tool, arguments, cancellationToken: Now);
            Assert.False(answer.IsError ?? false, Said(answer));
            Assert.NotNull(JsonNode.Parse(Said(answer)));
        }

        // A server that ends leaves a program that still answers.
        await server.StopAsync();
        Assert.True((await client.CallToolAsync("list_incidents", cancellationToken: Now)).IsError);
        Assert.Equal(7, (await client.ListToolsAsync(cancellationToken: Now)).Count);
    }

    [Fact]
    public async Task A_token_that_the_server_does_not_know_reads_nothing()
    {
        await using var server = await LiveServer.StartAsync();
        await using var client = await ClientAsync(server, "hpt_madeup");
        var answer = await client.CallToolAsync("list_incidents", cancellationToken: Now);
        Assert.True(answer.IsError);
        Assert.Contains("not this token", Said(answer), StringComparison.Ordinal);
    }

    static string Said(CallToolResult answer) => string.Concat(answer.Content.OfType<TextContentBlock>().Select(c => c.Text));

    static Task<McpClient> ClientAsync(LiveServer server, string token) => McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "hoplite.dll"), "mcp", "--server", server.Address],
            EnvironmentVariables = new Dictionary<string, string?> { ["HOPLITE_TOKEN"] = token },
        }),
        cancellationToken: Now);
}
