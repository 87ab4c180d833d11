using System.CommandLine;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite serve</c>: the live platform and its console.</summary>
static class ServeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new ServeOptionsOnCommandLine();
        var port = new Option<int?>("--port") { Description = "The port of the console, instead of the one in the configuration." };
        var command = new Command("serve", "Take telemetry in, detect, keep, and show: the live platform and its console.") { port };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var read = options.Read(parsed);
            return RunAsync(parsed.GetValue(port) is { } chosen ? read with { Web = read.Web with { Port = chosen } } : read, cancellation);
        });
        return command;
    }

    static async Task<int> RunAsync(ServeOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var server = HopliteServer.Create(options);
            await server.StartAsync(cancellation);
            foreach (var address in server.Addresses) await Console.Error.WriteLineAsync($"hoplite: open {address} in a browser");
            await Console.Error.WriteLineAsync($"hoplite: data is in {server.Platform.Data}; stop with Ctrl+C");
            server.AnnounceSetup(Console.Error);
            await server.WaitAsync(cancellation);
            return ExitCode.Fine;
        }
        catch (ConfigurationException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
