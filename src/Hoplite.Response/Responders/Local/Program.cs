using System.Diagnostics;
using System.Text;

namespace Hoplite.Response.Responders.Local;

/// <summary>Runs a program of this machine: no shell, arguments one by one, an environment without secrets, a bounded answer.</summary>
static class Program
{
    const int LongestAnswer = 64 * 1024;

    /// <summary>Runs it and waits for its end.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    /// <exception cref="ResponderException">It is not there.</exception>
    public static async Task<(int Code, string Answer)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new ResponderException($"{command[0]} cannot be run: {missing.Message}", missing);
        }

        process.StandardInput.Close();
        var (said, complained) = (ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, (await said.ConfigureAwait(false) + await complained.ConfigureAwait(false)).Trim());
    }

    /// <summary>Runs it; anything but success is a failure.</summary>
    /// <exception cref="ResponderException">It did not succeed.</exception>
    public static async Task<string> MustAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var (code, answer) = await RunAsync(command, cancellation).ConfigureAwait(false);
        return code == 0 ? answer : throw new ResponderException($"{string.Join(' ', command)} ended with {code}: {(answer.Length > 300 ? answer[..300] : answer).ReplaceLineEndings(" ")}");
    }

    static async Task<string> ReadAsync(StreamReader reader)
    {
        var (text, buffer) = (new StringBuilder(), new char[4096]);
        int read;
        while ((read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            if (text.Length < LongestAnswer) text.Append(buffer, 0, read);
        return text.ToString();
    }
}
