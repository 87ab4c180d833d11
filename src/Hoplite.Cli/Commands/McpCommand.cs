using System.CommandLine;
using Hoplite.Cli.Mcp;
using Hoplite.Cli.Responding;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite mcp</c>: lets a program that speaks MCP over stdin and stdout read from a running server.</summary>
static class McpCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "The address of the running server.", DefaultValueFactory = _ => "http://127.0.0.1:8620" };
        var file = new Option<string?>("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN." };
        var command = new Command("mcp", "Speak MCP over stdin and stdout, for programs on this machine: seven tools that only read, of a running server.") { server, file };
        command.SetAction(async (parsed, cancellation) =>
        {
            await ToolBridge.RunAsync(new Uri(ServerLink.Server(parsed.GetValue(server)!), "mcp"), ServerLink.Token(parsed.GetValue(file)), cancellation);
            return ExitCode.Fine;
        });
        return command;
    }
}
