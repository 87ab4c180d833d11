using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>
/// Makes an HTTP request (CACAO 2.0 §5.5). Certificates are checked, redirects to other hosts are not followed, and the key goes along as
/// <c>Idempotency-Key</c>. 2xx is done, 4xx is failed; a connection cut after the request was sent leaves the outcome unknown.
/// </summary>
/// <param name="secrets">The secret of a name; null when there is none.</param>
/// <param name="handler">What carries requests; null for the usual one.</param>
public sealed class HttpApiRunner(Func<string, string?> secrets, HttpMessageHandler? handler = null) : ICommandRunner
{
    readonly HttpRequests _requests = new(secrets, handler);

    /// <inheritdoc />
    public CommandKind Kind => CommandKind.HttpApi;

    /// <summary>Whether the method is one that may be repeated (RFC 9110 §9.2.2). Whether a server heeds the key of others cannot be told.</summary>
    public bool IsRepeatable(CommandCall call) => HttpRequests.MethodOf(call.Command.Text).Method is "GET" or "HEAD" or "PUT" or "DELETE" or "OPTIONS";

    /// <inheritdoc />
    public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        var (problem, status, body) = await _requests.SendAsync(call, null, cancellation);
        return problem ?? (int)status switch
        {
            >= 200 and < 300 => CommandResult.Said(body, call),
            501 or 503 or (>= 300 and < 500) => new CommandResult.Failed($"the server answered {(int)status}"),
            _ => new CommandResult.Unknown($"the server answered {(int)status}, and the request may have had its effect"),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(CommandCall call)
    {
        try
        {
            return [$"{HttpRequests.MethodOf(call.Command.Text)} {HttpRequests.AddressOf(call)}", .. call.Command.Headers.SelectMany(h => h.Value.Select(v => $"{h.Key}: {v}")), .. call.Command.Body.Length > 0 ? [call.Command.Body] : (string[])[]];
        }
        catch (SubstitutionException wrong)
        {
            return [$"refused: {wrong.Message}"];
        }
    }
}
