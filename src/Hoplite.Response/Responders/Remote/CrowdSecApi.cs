using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Speaks to a local API of CrowdSec as a machine. It logs in for every call, so that no token is kept anywhere.</summary>
sealed class CrowdSecApi(CrowdSecOptions options, RemoteAddress addresses) : IDisposable
{
    readonly RemoteClient _client = new(options.Authority, TimeSpan.FromSeconds(20));

    /// <summary>Looks whether it can be called at all.</summary>
    /// <exception cref="ResponderException">It cannot.</exception>
    public void Check()
    {
        addresses.Of(options.Url);
        addresses.Secret(options.Password);
    }

    /// <summary>The token of a session.</summary>
    /// <exception cref="ResponderException">It was refused.</exception>
    public async Task<string> LogInAsync(CancellationToken cancellation)
    {
        var login = new JsonObject { ["machine_id"] = options.Machine, ["password"] = addresses.Secret(options.Password), ["scenarios"] = new JsonArray() };
        var answer = await _client.SendAsync(HttpMethod.Post, At("watchers/login"), login.ToJsonString(), [], cancellation).ConfigureAwait(false);
        if (!answer.IsGood) throw new ResponderException($"crowdsec: logging in as {options.Machine} was {answer.Said}");
        return Read(answer) is JsonObject found && (string?)found["token"] is { Length: > 0 } token ? token : throw new ResponderException("crowdsec: logging in gave no token");
    }

    /// <summary>Makes a request within a session.</summary>
    public Task<RemoteAnswer> SendAsync(HttpMethod method, string path, JsonNode? body, string token, CancellationToken cancellation) =>
        _client.SendAsync(method, At(path), body?.ToJsonString(), [new("Authorization", $"Bearer {token}")], cancellation);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ResponderException">It is no JSON.</exception>
    public static JsonNode? Read(RemoteAnswer answer)
    {
        try
        {
            return JsonNode.Parse(answer.Body);
        }
        catch (JsonException wrong)
        {
            throw new ResponderException("crowdsec: the answer is no JSON", wrong);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    Uri At(string path) => new($"{addresses.Of(options.Url).GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/{path}");
}
