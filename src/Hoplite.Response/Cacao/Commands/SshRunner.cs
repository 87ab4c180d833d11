using System.Net.Sockets;
using System.Text;
using Hoplite.Response.Cacao.Running;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>Gives commands to a shell on another machine (CACAO 2.0 §5.12). A machine whose host key is not pinned is refused.</summary>
/// <param name="secrets">The secret of a name, a password or a private key; null when there is none.</param>
/// <param name="hostKeys">The pinned fingerprint of <c>host:port</c>, such as <c>SHA256:…</c>; null when none is pinned.</param>
public sealed class SshRunner(Func<string, string?> secrets, Func<string, string?> hostKeys) : ICommandRunner
{
    /// <inheritdoc />
    public CommandKind Kind => CommandKind.Ssh;

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => false;

    /// <inheritdoc />
    public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        if (call.Target.Address("dname", "ipv4", "ipv6") is not { } host) return new CommandResult.Failed($"{call.Target.Name} has no address");
        var port = int.Parse(call.Target.Port ?? "22", System.Globalization.CultureInfo.InvariantCulture);
        if (hostKeys($"{host}:{port}") is not { } pinned) return new CommandResult.Failed($"the host key of {host}:{port} is not pinned; nothing is sent to a machine that cannot be told from another");
        if (call.Login is not { User: { } user } login) return new CommandResult.Failed($"{call.Target.Name} has no login with a name");
        if (login.Secret is null) return new CommandResult.Failed("the login names no secret in the store of secrets; a secret in clear is not used");
        if (secrets(login.Secret) is not { } secret) return new CommandResult.Failed($"there is no secret called {login.Secret} in the store of secrets");
        var isSent = false;
        try
        {
            var method = Method(user, secret);
            using var ownMethod = method as IDisposable;
            using var client = new SshClient(new ConnectionInfo(host, port, user, method) { Timeout = TimeSpan.FromSeconds(15) });
            client.HostKeyReceived += (_, e) => e.CanTrust = $"SHA256:{e.FingerPrintSHA256}" == pinned.TrimEnd('=');
            await client.ConnectAsync(cancellation);
            using var command = client.CreateCommand(call.Command.Text);
            isSent = true;
            await command.ExecuteAsync(cancellation);
            return command.ExitStatus == 0
                ? CommandResult.Said(await OutputAsync(command.OutputStream), call)
                : new CommandResult.Failed($"the command failed there, {new ProcessEnd(command.ExitStatus ?? -1, "", await OutputAsync(command.ExtendedOutputStream), false).Complaint}");
        }
        catch (Exception wrong) when (wrong is SshException or SocketException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            return isSent
                ? new CommandResult.Unknown($"the connection ended after the command was sent: {wrong.Message}")
                : new CommandResult.Failed($"{host}:{port} could not be logged in to: {wrong.Message}");
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(CommandCall call) => [$"ssh {call.Login?.User ?? "?"}@{call.Target.Address("dname", "ipv4", "ipv6") ?? "?"} -p {call.Target.Port ?? "22"}: {call.Command.Text}"];

    static AuthenticationMethod Method(string user, string secret) => secret.StartsWith("-----BEGIN", StringComparison.Ordinal)
        ? new PrivateKeyAuthenticationMethod(user, new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(secret))))
        : new PasswordAuthenticationMethod(user, secret);

    static async Task<string> OutputAsync(Stream stream)
    {
        var buffer = new byte[CommandResult.LongestText];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false));
    }
}
