using System.CommandLine;
using System.Net.Http.Headers;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite backup</c> and <c>hoplite restore</c>.</summary>
static class BackupCommands
{
    /// <summary>Makes the command that writes a backup.</summary>
    public static Command CreateBackup()
    {
        var options = new ServeOptionsOnCommandLine();
        var target = new Argument<string>("FILE") { Description = "The file to write, for example hoplite-2026-01-31.tar.zst." };
        var server = new Option<string?>("--server") { Description = "Address of the running server; the backup is made without stopping it." };
        var token = new Option<string?>("--token") { Description = "A token with the scope admin, as env:NAME or file:/path. Needed with --server." };
        var command = new Command("backup", "Copy everything that is kept into one file; with --server while it runs.") { target, server, token };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(target)!);
            if (File.Exists(path)) throw new UsageException($"{path} is there already; choose another name");
            if (parsed.GetValue(server) is { } address) await FetchAsync(address, Secret(parsed.GetValue(token)), path, cancellation);
            else
            {
                await using var platform = new Platform(options.Read(parsed), TimeProvider.System, NullLoggerFactory.Instance);
                await Backup.WriteAsync(platform, path, cancellation);
            }

            Console.WriteLine($"{path}: {new FileInfo(path).Length >> 10} KB");
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Makes the command that puts a backup back.</summary>
    public static Command CreateRestore()
    {
        var options = new ServeOptionsOnCommandLine();
        var source = new Argument<string>("FILE") { Description = "The backup." };
        var command = new Command("restore", "Put a backup into an empty data folder.") { source };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(source)!;
            if (!File.Exists(path)) throw new UsageException($"there is no file {path}");
            var data = Path.GetFullPath(options.Read(parsed).Data);
            try
            {
                var files = await Restore.RunAsync(path, data, cancellation);
                Console.WriteLine($"{files} files are in {data}; start the server there");
                return ExitCode.Fine;
            }
            catch (InvalidDataException damaged)
            {
                throw new UsageException(damaged.Message);
            }
        });
        return command;
    }

    static string Secret(string? token)
    {
        try
        {
            return KeptValue.Read(token) ?? throw new UsageException("--server needs --token");
        }
        catch (InvalidDataException missing)
        {
            throw new UsageException(missing.Message);
        }
    }

    static async Task FetchAsync(string address, string token, string path, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.PostAsync(new Uri("/api/v1/backup", UriKind.Relative), null, cancellation);
        if (!answer.IsSuccessStatusCode) throw new UsageException($"the server refused: {(int)answer.StatusCode} {answer.ReasonPhrase}");
        var draft = path + ".part";
        await using (var file = DataFolder.MakeFile(draft)) await answer.Content.CopyToAsync(file, cancellation);
        File.Move(draft, path);
    }
}
