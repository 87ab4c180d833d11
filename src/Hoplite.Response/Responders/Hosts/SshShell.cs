using System.Net.Sockets;
using System.Text;
using Hoplite.Response.Cacao.Running;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Hoplite.Response.Responders.Hosts;

/// <summary>The shell of another machine, whose key is pinned.</summary>
/// <param name="host">How it is logged in to.</param>
/// <param name="secrets">Gives the private key by where it is kept.</param>
sealed class SshShell(SshHostOptions host, Func<string, string?> secrets)
{
    const int Longest = 16 * 1024;

    /// <summary>Why it cannot be logged in to; null when it may be tried.</summary>
    public string? WhyNot()
    {
        if (host.Address.Length == 0) return "it has no address";
        if (!host.HostKey.StartsWith("SHA256:", StringComparison.Ordinal)) return "its host key is not pinned";
        return secrets(host.Key) is null ? "its private key is not where it should be" : null;
    }

    /// <summary>Runs a script and waits for its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="ResponderException">It could not be run, or failed.</exception>
    public async Task<string> RunAsync(string script, CancellationToken cancellation)
    {
        if (WhyNot() is { } reason) throw new ResponderException($"{host.Address}: {reason}");
        try
        {
            using var file = new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(secrets(host.Key)!)));
            using var method = new PrivateKeyAuthenticationMethod(host.User, file);
            using var client = new SshClient(new ConnectionInfo(host.Address, host.Port, host.User, method) { Timeout = TimeSpan.FromSeconds(15) });
            client.HostKeyReceived += (_, e) => e.CanTrust = $"SHA256:{e.FingerPrintSHA256}" == host.HostKey.TrimEnd('=');
            await client.ConnectAsync(cancellation).ConfigureAwait(false);

            // By sudo the shell is root's; where the login came from is handed on, since sudo forgets it.
            var words = $"PATH=/usr/sbin:/usr/bin:/sbin:/bin; export PATH\n{script}";
            using var command = client.CreateCommand(host.Sudo ? $"sudo -n SSH_CONNECTION=\"$SSH_CONNECTION\" sh -c {ShellText.Quote(words)}" : $"sh -c {ShellText.Quote(words)}");
            await command.ExecuteAsync(cancellation).ConfigureAwait(false);
            var answer = await ReadAsync(command.OutputStream).ConfigureAwait(false);
            if (command.ExitStatus == 0) return answer.Trim();
            var complaint = (await ReadAsync(command.ExtendedOutputStream).ConfigureAwait(false)).ReplaceLineEndings(" ").Trim();
            throw new ResponderException($"{host.Address} answered with {command.ExitStatus}: {(complaint.Length > 300 ? complaint[..300] : complaint)}");
        }
        catch (Exception failed) when (failed is SshException or SocketException or IOException or TimeoutException or ObjectDisposedException)
        {
            throw new ResponderException($"{host.Address}:{host.Port} could not be reached by SSH: {failed.Message}", failed);
        }
    }

    static async Task<string> ReadAsync(Stream stream)
    {
        var buffer = new byte[Longest];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false).ConfigureAwait(false));
    }
}
