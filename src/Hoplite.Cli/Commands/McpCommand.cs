using System.CommandLine;
using Hoplite.Cli.Mcp;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite mcp</c>: lets a program that speaks MCP over stdin and stdout read from a running server.</summary>
static class McpCommand
{
    const int LongestToken = 4_096;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "The address of the running server.", DefaultValueFactory = _ => "http://127.0.0.1:8620" };
        var file = new Option<string?>("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN." };
        var command = new Command("mcp", "Speak MCP over stdin and stdout, for programs on this machine: six tools that only read, of a running server.") { server, file };
        command.SetAction(async (parsed, cancellation) =>
        {
            await ToolBridge.RunAsync(Door(parsed.GetValue(server)!), Token(parsed.GetValue(file)), cancellation);
            return ExitCode.Fine;
        });
        return command;
    }

    // A token that travels in the open is everybody's; only this machine hears what stays on it.
    static Uri Door(string address) =>
        Uri.TryCreate(address.TrimEnd('/') + "/mcp", UriKind.Absolute, out var door) && (door.Scheme == Uri.UriSchemeHttps || (door.Scheme == Uri.UriSchemeHttp && door.IsLoopback)) && door.UserInfo.Length == 0
            ? door : throw new UsageException($"'{SafeText.OneLine(address, 200)}' is no address of a server: it begins with https://, or with http:// on this machine");

    // Never an argument: those can be seen by everybody on the machine.
    static string Token(string? file)
    {
        var token = (file is null ? Environment.GetEnvironmentVariable("HOPLITE_TOKEN") : File.ReadAllText(file))?.Trim();
        return token is { Length: > 0 and <= LongestToken } && token.All(c => c is > ' ' and < '\u007f') ? token : throw new UsageException("there is no API token: set HOPLITE_TOKEN, or name a file with --token-file");
    }
}
