using System.Text;
using System.Text.Json;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Stix.Validation;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Stix;

/// <summary>Examples that OASIS publishes.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Published_examples_come_in_and_have_no_errors()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(SharedData.Require("stix/cti-stix2-json-schemas/examples"), "*.json", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            var reading = StixReader.Read(bytes);
            wrong.AddRange(reading.Entries.Where(entry => !entry.IsAcceptable).Select(entry => $"{Path.GetFileName(file)} {entry.Id}: {entry.Problem}"));
            wrong.AddRange(StixValidator.Validate(bytes).Errors.Select(error => $"{Path.GetFileName(file)} {error}"));
            Assert.All(reading.Entries, entry => Assert.True(StixVersions.SameContent(entry.ToObject(), StixObject.From(entry.ToObject().ToNode()))));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_a_server_is_filled_with_comes_in()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("taxii/default_data.json")));
        var objects = Find(document.RootElement).Select(one => StixReader.ReadObject(Encoding.UTF8.GetBytes(one.GetRawText()))).ToList();

        Assert.NotEmpty(objects);
        Assert.Empty(objects.Where(entry => !entry.IsAcceptable).Select(entry => $"{entry.Id}: {entry.Problem}"));
    }

    /// <summary>STIX objects, wherever they lie.</summary>
    static IEnumerable<JsonElement> Find(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && json.TryGetProperty("id", out var id) && id.ToString().StartsWith(type + "--", StringComparison.Ordinal) => [json],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Find(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Find),
        _ => [],
    };
}
