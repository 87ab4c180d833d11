using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Speaks to the API of a manager of Wazuh. It logs in for every call, so that no token is kept anywhere.</summary>
sealed class WazuhApi(WazuhOptions options, RemoteAddress addresses) : IDisposable
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
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{addresses.Secret(options.Password)}"));
        var answer = await _client.SendAsync(HttpMethod.Post, At("security/user/authenticate"), null, [new("Authorization", $"Basic {login}")], cancellation).ConfigureAwait(false);
        if (!answer.IsGood) throw new ResponderException($"wazuh: logging in as {options.User} was {answer.Said}");
        return Read(answer)?["data"] is JsonObject data && data["token"] is JsonValue value && value.TryGetValue<string>(out var token) ? token : throw new ResponderException("wazuh: logging in gave no token");
    }

    /// <summary>Has agents run a command.</summary>
    public Task<RemoteAnswer> RunAsync(JsonObject command, string token, CancellationToken cancellation) =>
        _client.SendAsync(HttpMethod.Put, At($"active-response?agents_list={string.Join(',', options.Agents)}"), command.ToJsonString(), [new("Authorization", $"Bearer {token}")], cancellation);

    /// <summary>How many agents were told; null when the answer does not say it.</summary>
    public static int? Told(RemoteAnswer answer) => Read(answer) is { } root && root["error"] is JsonValue error && error.TryGetValue<int>(out _)
        && root["data"] is JsonObject data && data["total_affected_items"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : null;

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    static JsonObject? Read(RemoteAnswer answer)
    {
        try
        {
            return JsonNode.Parse(answer.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    Uri At(string path) => new($"{addresses.Of(options.Url).GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
