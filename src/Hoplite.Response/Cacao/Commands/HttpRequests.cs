using System.Net.Http.Headers;
using System.Text;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>Makes HTTP requests of commands and tells what came of them.</summary>
/// <param name="secrets">The secret of a name; null when there is none.</param>
/// <param name="handler">What carries requests; null for the usual one, which checks certificates.</param>
sealed class HttpRequests(Func<string, string?> secrets, HttpMessageHandler? handler = null)
{
    const int MaxRedirects = 5;

    readonly HttpClient _client = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The method of a command: its first word.</summary>
    public static HttpMethod MethodOf(string text) => new(text.TrimStart().Split(' ', 2)[0].ToUpperInvariant());

    /// <summary>Where a command goes: its second word, on the target where it names no host.</summary>
    /// <exception cref="SubstitutionException">It goes nowhere.</exception>
    public static Uri AddressOf(CommandCall call)
    {
        var words = call.Command.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > 3) throw new SubstitutionException("an HTTP command is a method, a path and a version, such as GET /status HTTP/1.1");
        if (words[1].Contains("://", StringComparison.Ordinal))
            return Uri.TryCreate(words[1], UriKind.Absolute, out var whole) && (whole.Scheme is "http" or "https") ? whole : throw new SubstitutionException("the address is no http or https address");
        var party = HasAddress(call.Target) ? call.Target : call.Agent;
        var root = party.Address("url") is { } url ? url.TrimEnd('/') : Root(party);
        return Uri.TryCreate($"{root}/{words[1].TrimStart('/')}", UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address : throw new SubstitutionException($"{party.Name} has no http or https address");
    }

    /// <summary>Whether something can be reached over HTTP.</summary>
    public static bool HasAddress(Party party) => party.Address("url", "dname", "ipv4", "ipv6") is not null;

    /// <summary>Sends the request of a call.</summary>
    public async ValueTask<(CommandResult? Problem, int Status, string Body)> SendAsync(CommandCall call, string? usualType, CancellationToken cancellation)
    {
        var method = MethodOf(call.Command.Text);
        var isSafe = method == HttpMethod.Get || method == HttpMethod.Head;
        try
        {
            var address = AddressOf(call);
            for (var redirects = 0; ; redirects++)
            {
                using var request = new HttpRequestMessage(method, address);
                if (Fill(request, call, usualType) is { } problem) return (new CommandResult.Failed(problem), 0, "");
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (isSafe && (int)response.StatusCode is 301 or 302 or 307 or 308 && response.Headers.Location is { } location && redirects < MaxRedirects)
                {
                    var next = new Uri(address, location);
                    if (next.GetLeftPart(UriPartial.Authority) != address.GetLeftPart(UriPartial.Authority)) return (new CommandResult.Failed($"it is redirected to another host, {next.Host}; that is not followed"), (int)response.StatusCode, "");
                    address = next;
                    continue;
                }

                return (null, (int)response.StatusCode, await BodyAsync(response, cancellation));
            }
        }
        catch (SubstitutionException wrong)
        {
            return (new CommandResult.Failed(wrong.Message), 0, "");
        }
        catch (HttpRequestException wrong) when (isSafe || wrong.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return (new CommandResult.Failed($"the request could not be made: {wrong.Message}"), 0, "");
        }
        catch (Exception wrong) when (wrong is HttpRequestException or IOException)
        {
            return (new CommandResult.Unknown($"the connection was cut after the request was sent: {wrong.Message}"), 0, "");
        }
        catch (OperationCanceledException)
        {
            return (isSafe ? new CommandResult.Failed("there was no response in time") : new CommandResult.Unknown("there was no response in time, and the request may have had its effect"), 0, "");
        }
    }

    string? Fill(HttpRequestMessage request, CommandCall call, string? usualType)
    {
        if (call.Command.Body.Length > 0 || usualType is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Command.Body));
        if (usualType is not null && !call.Command.Headers.ContainsKey("Content-Type")) request.Content!.Headers.TryAddWithoutValidation("Content-Type", usualType);
        foreach (var (name, values) in call.Command.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, values)) request.Content?.Headers.TryAddWithoutValidation(name, values);
        if (request.Content is { Headers.ContentType: null } content) content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Remove("Idempotency-Key");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", call.Key.ToString());
        return call.Login is { } login ? LogIn(request, login, call) : null;
    }

    string? LogIn(HttpRequestMessage request, AuthenticationInfo login, CommandCall call)
    {
        var host = request.RequestUri!.Host.Trim('[', ']');
        if (!call.Target.Addresses.Concat(call.Agent.Addresses).SelectMany(a => a.Value).Any(a => a == host || (Uri.TryCreate(a, UriKind.Absolute, out var own) && own.Host.Trim('[', ']') == host)))
            return $"the login is not one for {host}; nothing is sent there";
        if (login.Secret is null) return "the login names no secret in the store of secrets; a secret in clear is not used";
        if (secrets(login.Secret) is not { } secret) return $"there is no secret called {login.Secret} in the store of secrets";
        if (request.RequestUri is { Scheme: "http", IsLoopback: false }) return "a secret is not sent over http; the address must be https";
        if (login.Kind != "oauth2")
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{secret}")));
            return null;
        }

        var parts = (login.Header ?? "").Split(':', 2, StringSplitOptions.TrimEntries);
        var (name, scheme) = parts.Length == 2 ? (parts[0], parts[1]) : parts[0] is "" or "Authorization" ? ("Authorization", "Bearer") : parts[0] == "Bearer" ? ("Authorization", "Bearer") : (parts[0], "");
        request.Headers.Remove(name);
        return request.Headers.TryAddWithoutValidation(name, $"{scheme} {secret}".Trim()) ? null : $"{name} is no header that can carry a token";
    }

    static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[CommandResult.LongestText];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation));
    }

    // A name or an address without a scheme is taken as https, but for ports that are usual for http.
    static string Root(Party party)
    {
        var host = party.Address("dname", "ipv4") ?? (party.Address("ipv6") is { } six ? $"[{six}]" : "");
        return host.Contains("://", StringComparison.Ordinal) ? host.TrimEnd('/') : party.Port switch
        {
            null or "443" => $"https://{host.TrimEnd('/')}",
            "80" or "8080" or "8000" => $"http://{host.TrimEnd('/')}:{party.Port}",
            var port => $"https://{host.TrimEnd('/')}:{port}",
        };
    }
}
