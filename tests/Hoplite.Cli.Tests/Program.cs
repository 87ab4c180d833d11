using System.Diagnostics;

namespace Hoplite.Cli.Tests;

/// <summary>The real program, run as a person would.</summary>
static class Program
{
    /// <summary>Runs it and returns what it said.</summary>
    public static (int Exit, string Output, string Errors) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hoplite.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["HOPLITE_HOME"] = Path.Combine(Path.GetTempPath(), "hoplite-tests-no-rules");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
