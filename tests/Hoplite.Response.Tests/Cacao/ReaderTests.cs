using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Response.Cacao;

namespace Hoplite.Response.Tests.Cacao;

public class ReaderTests
{
    static readonly byte[] Whole = Encoding.UTF8.GetBytes(Book.Json(Book.Id("action", 1), """{"__n__":{"type":"integer","value":"3"}}""", 1, Book.Bash(1, "echo __n__:value")).ToJsonString());

    [Fact]
    public void Every_property_of_a_playbook_is_known()
    {
        var json = Book.Json(Book.Id("action", 1), steps: Book.Bash(1, "true"));
        json["description"] = "d";
        json["playbook_types"] = new JsonArray("mitigation");
        json["playbook_activities"] = new JsonArray("restrict-access");
        json["playbook_processing_summary"] = new JsonObject { ["if_logic"] = true };
        json["revoked"] = false;
        json["valid_from"] = "2026-01-01T00:00:00Z";
        json["valid_until"] = "2027-01-01T00:00:00.123456789Z";
        json["priority"] = 1;
        json["severity"] = 70;
        json["impact"] = 5;
        json["industry_sectors"] = new JsonArray("energy");
        json["labels"] = new JsonArray("a", "b");
        json["external_references"] = new JsonArray(new JsonObject { ["name"] = "n", ["url"] = "https://example.com/" });
        json["derived_from"] = new JsonArray(Book.Id("playbook", 7));
        json["playbook_extensions"] = new JsonObject { [Book.Id("extension-definition", 1)] = new JsonObject { ["x"] = 1.50 } };
        var playbook = Book.Read(json);
        Assert.Equal(("d", 70, 5, 1), (playbook.Description, playbook.Severity, playbook.Impact, playbook.Priority));
        Assert.True(playbook.ProcessingSummary["if_logic"]);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1234567), playbook.ValidUntil);
        Assert.Equal("https://example.com/", Assert.Single(playbook.ExternalReferences).Url);
        Assert.Equal("1.5", Hoplite.Guard.Transparency.CanonicalJson.Text(playbook.Extensions![Book.Id("extension-definition", 1)]!["x"]));
    }

    [Theory]
    [InlineData("", "json")]
    [InlineData("[]", "schema")]
    [InlineData("{\"a\":1,\"a\":2}", "json")]
    [InlineData("{\"type\":\"playbook\"", "json")]
    [InlineData("{\"\\ud800\":1}", "json")]
    public void What_is_no_playbook_is_refused_with_a_sentence(string text, string check) =>
        Assert.Equal(check, PlaybookReader.Read(Encoding.UTF8.GetBytes(text), "x").Problems[0].Check);

    [Theory]
    [InlineData("created", "\"2026-02-30T00:00:00.000Z\"", "/created", "there is no such day")]
    [InlineData("priority", "\"1\"", "/priority", "this must be of the type integer")]
    [InlineData("workflow", """{"single--00000000-0000-4000-8000-000000000003":{"type":"single"}}""", "/workflow/single--00000000-0000-4000-8000-000000000003", "this is no step; the type of one is start, end, action, playbook-action, parallel, if-condition, while-condition, switch-condition")]
    [InlineData("playbook_variables", """{"__n__":{"type":"integer","value":3}}""", "/playbook_variables/__n__/value", "this must be of the type string or null")]
    public void Where_the_mistake_is_is_told_in_one_sentence(string member, string value, string pointer, string sentence)
    {
        var json = JsonNode.Parse(Whole)!.AsObject();
        json[member] = JsonNode.Parse(value);
        Assert.Contains(PlaybookReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "x").Problems, p => (p.Check, p.Pointer, p.Sentence) == ("schema", pointer, sentence));
    }

    [Fact]
    public void A_file_that_is_too_large_or_too_deep_is_refused()
    {
        Assert.Equal("size", Assert.Single(PlaybookReader.Read(new byte[PlaybookReader.LargestFile + 1], "x").Problems).Check);
        Assert.Equal("json", Assert.Single(PlaybookReader.Read(Encoding.UTF8.GetBytes(new string('[', 70) + new string(']', 70)), "x").Problems).Check);
    }

    [Fact]
    public void A_problem_says_where_it_is()
    {
        var json = Book.Json(Book.Id("action", 1), steps: Book.Bash(1, "true"));
        json["workflow"]![Book.Id("action", 1)]!.AsObject().Remove("agent");
        var problem = Assert.Single(PlaybookReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "p.json").Problems);
        Assert.Equal($"p.json#/workflow/{Book.Id("action", 1)}: error: the member agent is missing [schema]", problem.ToString());
    }

    [Fact]
    public void A_command_without_what_its_kind_needs_is_refused_and_one_that_has_it_as_plain_text_is_not()
    {
        var json = Book.Json(Book.Id("action", 1), steps: Book.Bash(1, "true"));
        var command = json["workflow"]![Book.Id("action", 1)]!["commands"]![0]!.AsObject();
        command["type"] = "sigma";
        Assert.Empty(PlaybookReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "x").Problems);
        command.Remove("command");
        Assert.Contains("command_b64", Assert.Single(PlaybookReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "x").Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_make_the_reader_stumble() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte, Gen.Int[0, 3]).List[1, 8].Sample(changes =>
        {
            List<byte> bytes = [.. Whole];
            foreach (var (place, value, how) in changes)
            {
                var at = Math.Min(place, bytes.Count - 1);
                if (how == 0) bytes[at] = value;
                else if (how == 1) bytes.Insert(at, value);
                else if (how == 2) bytes.RemoveAt(at);
                else bytes.RemoveRange(at, bytes.Count - at);
                if (bytes.Count == 0) break;
            }

            var reading = PlaybookReader.Read(bytes.ToArray(), "x");
            if (reading.Playbook is { } playbook) _ = PlaybookChecks.Run(playbook, "x", Book.Now);
            else Assert.NotEmpty(reading.Problems);
        }, iter: 20_000);
}
