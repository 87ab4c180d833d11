using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>
/// Runs a program with next to nothing: no network and processes of its own where the kernel allows it, an empty environment, a folder of its own
/// that is gone afterwards, no way to more rights, and bounds of processor time, memory, file size and time. At the end nothing it started is left.
/// </summary>
static partial class SandboxedProcess
{
    const int SigKill = 9;

    static readonly Lazy<Task<string[]>> Isolation = new(FindIsolationAsync);

    /// <summary>Runs a program.</summary>
    /// <param name="file">A file that is put into its folder before, with its text; null for none.</param>
    /// <param name="command">The program and its arguments; <c>{file}</c> is the path of the file.</param>
    /// <param name="key">What it finds in its environment as <c>HOPLITE_KEY</c>.</param>
    /// <param name="bounds">Its bounds.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static async Task<ProcessEnd> RunAsync((string Name, string Text)? file, IReadOnlyList<string> command, Guid key, ProcessBounds bounds, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-command-");
        try
        {
            var path = file is { } named ? Path.Combine(folder.FullName, named.Name) : "";
            if (file is { } given) await File.WriteAllTextAsync(path, given.Text, new UTF8Encoding(false), cancellation);
            var start = new ProcessStartInfo("setsid") { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            start.Environment["HOME"] = start.Environment["TMPDIR"] = folder.FullName;
            start.Environment["LANG"] = "C.UTF-8";
            start.Environment["HOPLITE_KEY"] = key.ToString();
            string[] wrap =
            [
                "prlimit", $"--cpu={(long)Math.Ceiling(bounds.Cpu.TotalSeconds)}", $"--as={bounds.MemoryBytes}", $"--fsize={bounds.FileBytes}", "--nofile=256", "--core=0",
                .. bounds.WithNetwork ? [] : await Isolation.Value, "setpriv", "--no-new-privs",
            ];
            foreach (var argument in wrap.Concat(command.Select(c => c.Replace("{file}", path, StringComparison.Ordinal)))) start.ArgumentList.Add(argument);
            return await RunAsync(start, cancellation);
        }
        finally
        {
            Remove(folder);
        }
    }

    static async Task<ProcessEnd> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var process = Start(start);
        process.StandardInput.Close();
        var output = BoundedAsync(process.StandardOutput.BaseStream);
        var error = BoundedAsync(process.StandardError.BaseStream);
        var wasStopped = false;
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            wasStopped = true;
        }

        // It leads a group of its own; whatever it left behind ends with it.
        _ = Kill(-process.Id, SigKill);
        await process.WaitForExitAsync(CancellationToken.None);
        return new ProcessEnd(process.ExitCode, await output, await error, wasStopped);
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception wrong)
        {
            throw new IOException($"{start.FileName} cannot be started: {wrong.Message}", wrong);
        }
    }

    // All is read, so that the program never waits; only the beginning is kept.
    static async Task<string> BoundedAsync(Stream stream)
    {
        var kept = new byte[Running.CommandResult.LongestText];
        var length = 0;
        var buffer = new byte[8192];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
        {
            var take = Math.Min(read, kept.Length - length);
            buffer.AsSpan(0, take).CopyTo(kept.AsSpan(length));
            length += take;
        }

        return Encoding.UTF8.GetString(kept, 0, length);
    }

    // Namespaces of its own: by right where this process has it, else through a user namespace, else not at all.
    static async Task<string[]> FindIsolationAsync()
    {
        string[][] ways = [["unshare", "-n", "-p", "-f", "--kill-child=KILL"], ["unshare", "-r", "-n", "-p", "-f", "--kill-child=KILL"], ["unshare", "-r", "-n"]];
        foreach (var way in ways)
        {
            var start = new ProcessStartInfo(way[0]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
            foreach (var argument in way[1..].Append("true")) start.ArgumentList.Add(argument);
            try
            {
                using var process = Start(start);
                await process.WaitForExitAsync();
                if (process.ExitCode == 0) return way;
            }
            catch (IOException)
            {
                return [];
            }
        }

        return [];
    }

    static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be removed holds nothing back; the folder of temporary files is emptied by the system.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}

/// <summary>Within which bounds a program runs.</summary>
/// <param name="Cpu">Processor time.</param>
/// <param name="MemoryBytes">Address space, bytes.</param>
/// <param name="FileBytes">The largest file it may write, bytes.</param>
/// <param name="WithNetwork">Whether it may use the network.</param>
public sealed record ProcessBounds(TimeSpan Cpu, long MemoryBytes, long FileBytes, bool WithNetwork = false)
{
    /// <summary>A minute of processor time, 2 GB of memory, files of 64 MB, no network.</summary>
    public static ProcessBounds Usual { get; } = new(TimeSpan.FromMinutes(1), 2L << 30, 64L << 20);
}

/// <summary>How a program ended.</summary>
readonly record struct ProcessEnd(int Code, string Output, string Error, bool WasStopped)
{
    /// <summary>The last line it complained with, or its exit code.</summary>
    public string Complaint => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? $"exit code {Code}: {(last.Length > 300 ? last[..300] : last)}" : $"exit code {Code}";
}
