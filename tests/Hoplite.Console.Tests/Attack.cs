using System.Globalization;
using System.Net.Http.Headers;

namespace Hoplite.Console.Tests;

/// <summary>Somebody guesses passwords.</summary>
static class Attack
{
    /// <summary>Forty failed logins of the last forty seconds, sent as the logs of a host.</summary>
    public static async Task DeliverAsync(Journey journey, string host, string address)
    {
        var (_, token) = journey.Server.Platform.Sources.Enrol(host, "http", null);
        using var client = new HttpClient { BaseAddress = new Uri(journey.Server.Addresses[0]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var time = TimeProvider.System.GetUtcNow().AddSeconds(-39);
        var lines = Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"<38>1 {time.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} {host} sshd {1000 + i} - - Failed password for root from {address} port {40000 + i} ssh2"));
        using var answer = await client.PostAsync(new Uri("/ingest", UriKind.Relative), new StringContent(string.Join('\n', lines) + "\n"), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
