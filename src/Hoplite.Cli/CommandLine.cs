using System.CommandLine;

namespace Hoplite.Cli;

/// <summary>Runs the command line and turns every failure into one clear sentence and an exit code.</summary>
static class CommandLine
{
    // A server that is told to end hands everything it has taken to the disk first.
    static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    /// <summary>Parses and runs.</summary>
    public static async Task<int> RunAsync(this RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"hoplite: {error.Message}");
            await Console.Error.WriteLineAsync("hoplite: add --help to see how it is used");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = LongestStop });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("hoplite: stopped before the end; run it again to start over");
            return ExitCode.Usage;
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync($"hoplite: {wrong.Message}");
            return ExitCode.Usage;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"hoplite: {failure.Message}");
            return ExitCode.Usage;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"hoplite: internal error, please report it: {failure}");
            return ExitCode.Internal;
        }
    }
}

/// <summary>The command line or its input is wrong; the message is one sentence for the person who typed it.</summary>
sealed class UsageException(string message) : Exception(message);
