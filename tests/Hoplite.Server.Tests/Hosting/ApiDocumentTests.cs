using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Server.Tests.Hosting;

/// <summary>The console's types are made of the committed description of the API, so it must be the one the server gives.</summary>
public sealed class ApiDocumentTests
{
    const string Regenerate = "HOPLITE_WRITE_REFERENCE";

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_description_of_the_API_is_the_one_the_server_gives()
    {
        await using var site = await PlatformSite.StartAsync();
        var answer = await site.Admin.GetAsync("/api/v1/openapi.json");
        var current = Sorted(answer.Json)!.ToJsonString(Readable) + "\n";
        var path = Committed();
        if (Environment.GetEnvironmentVariable(Regenerate) is { Length: > 0 }) await File.WriteAllTextAsync(path, current, TestContext.Current.CancellationToken);

        var committed = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        Assert.True(
            string.Equals(current, committed, StringComparison.Ordinal),
            $"web/openapi.json is not what the server says{FirstDifference(committed, current)}. Run this test with {Regenerate}=1, then 'npm run types' in web/, and commit both files.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_numbers_are_only_numbers()
    {
        await using var site = await PlatformSite.StartAsync();
        var document = (await site.Admin.GetAsync("/api/v1/openapi.json")).Json!;
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Place: $"{o.Key} {p.Key}", Id: (string?)o.Value!["operationId"]))).ToList();

        Assert.Empty(operations.Where(o => string.IsNullOrEmpty(o.Id)).Select(o => o.Place));
        Assert.Equal(operations.Count, operations.Select(o => o.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Places(document, "").Where(p => p.Node["type"] is JsonArray types && types.Any(t => (string?)t == "string") && types.Any(t => (string?)t is "integer" or "number")).Select(p => p.Path));
    }

    static IEnumerable<(string Path, JsonObject Node)> Places(JsonNode? node, string path) => node switch
    {
        JsonObject parts => parts.SelectMany(p => Places(p.Value, $"{path}/{p.Key}")).Prepend((path, parts)),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{path}/{i}")),
        _ => [],
    };

    // The order of names says nothing, and a server's address is no part of its API.
    static JsonNode? Sorted(JsonNode? node, int depth = 0) => node switch
    {
        JsonObject parts => new JsonObject(parts.Where(p => depth > 0 || p.Key != "servers").OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value, depth + 1)))),
        JsonArray items => new JsonArray([.. items.Select(item => Sorted(item, depth + 1))]),
        _ => node?.DeepClone(),
    };

    static string FirstDifference(string committed, string current)
    {
        var (before, now) = (committed.Split('\n'), current.Split('\n'));
        var line = before.Zip(now).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        return $" (line {line + 1}: '{before.ElementAtOrDefault(line)?.Trim()}', the server says '{now.ElementAtOrDefault(line)?.Trim()}')";
    }

    static string Committed()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hoplite.slnx"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("the folder of the sources is not above the tests"), "web", "openapi.json");
    }
}
