using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hoplite.Incidents.Reports;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Cli.Hunting;

/// <summary>Asks a running server.</summary>
static class HuntServer
{
    const int LargestAnswer = 512 << 20;

    /// <summary>Sends a query and reads the answer.</summary>
    public static async Task<HuntResult> AskAsync(string address, string? token, string kql, HuntOptions options, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address.TrimEnd('/') + "/api/v1/hunt", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new UsageException($"'{SafeText.OneLine(address, 200)}' is no address of a server");
        using var http = new HttpClient { Timeout = options.Timeout + TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LargestAnswer };
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent(Question(kql, options), Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.IsSuccessStatusCode) return Read(body);
            throw Refusal(kql, (int)response.StatusCode, body);
        }
        catch (HttpRequestException failure)
        {
            throw new UsageException($"the server at {SafeText.OneLine(address, 200)} does not answer: {failure.Message}");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UsageException($"the server at {SafeText.OneLine(address, 200)} did not answer in time");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"the answer of {SafeText.OneLine(address, 200)} is not that of a Hoplite server");
        }
    }

    static string Question(string kql, HuntOptions options) => JsonSerializer.Serialize(new { query = kql, from = options.From, until = options.Until, limit = options.MaxRows });

    static HuntResult Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var columns = root.GetProperty("columns").EnumerateArray().Select(c => new HuntColumn(c.GetProperty("name").GetString()!, c.GetProperty("type").GetString()!)).ToList();
        var rows = root.GetProperty("rows").EnumerateArray().Select(r => r.EnumerateArray().Select((v, i) => Value(v, i < columns.Count ? columns[i].Type : "")).ToArray()).ToList();
        if (rows.Exists(r => r.Length != columns.Count)) throw new JsonException("rows and columns differ");
        return new HuntResult(columns, rows, root.GetProperty("truncated").GetBoolean(), TimeSpan.FromMilliseconds(root.GetProperty("elapsedMs").GetDouble()), [.. root.GetProperty("warnings").EnumerateArray().Select(w => w.GetString() ?? "")], "");
    }

    static object? Value(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number when type == "long" && value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(v => v.ToString()).ToArray(),
        JsonValueKind.Object => new SortedDictionary<string, string>(value.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal), StringComparer.Ordinal),
        _ when type == "datetime" && DateTime.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) => time,
        _ => value.GetString(),
    };

    // A mistake in the query comes with its place; anything else with a sentence.
    static Exception Refusal(string kql, int status, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            int Whole(string name) => root.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;
            if (Text("message") is { } message && Whole("line") is > 0 and var line)
            {
                var start = 0;
                for (var i = 1; i < line && start >= 0; i++) start = kql.IndexOf('\n', start) + 1;
                return new KqlException(kql, start + Whole("column") - 1, Whole("length"), message, Text("hint"));
            }

            if ((Text("message") ?? Text("detail") ?? Text("title") ?? Text("error")) is { } sentence) return new UsageException($"the server refuses: {SafeText.OneLine(sentence, 400)}");
        }
        catch (JsonException)
        {
        }

        return new UsageException(status == 401 ? "the server wants a token: --token or the variable HOPLITE_TOKEN" : $"the server answered with status {status}");
    }
}
