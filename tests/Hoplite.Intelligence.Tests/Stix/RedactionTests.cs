using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Reading;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class RedactionTests
{
    static readonly string[] Places = ["name", "description", "labels", "labels.[0]", "labels.[1]", "labels.[2]", "external_references.[0]", "external_references.[1].description", "x_own.inner", "pattern"];

    [Fact]
    public void Nothing_above_the_clearance_ever_leaves()
    {
        var part = Gen.Select(Gen.Int[0, Places.Length - 1], Gen.Int[0, 4]);
        Gen.Select(part.Array[0, 6], Gen.Int[0, 4], Gen.Int[0, 4]).Sample((parts, whole, clearance) =>
        {
            var node = Node();
            node["object_marking_refs"] = new JsonArray(TlpMarkings.Id((Tlp)whole));
            if (parts.Length > 0)
                node["granular_markings"] = new JsonArray([.. parts.Select(one => (JsonNode)new JsonObject { ["marking_ref"] = TlpMarkings.Id((Tlp)one.Item2), ["selectors"] = new JsonArray(Places[one.Item1]) })]);

            var redacted = StixMarkings.Redact(Samples.Object(node), new MarkingSet(), (Tlp)clearance);

            if (whole > clearance) Assert.Null(redacted);
            if (redacted is null) return;
            var text = System.Text.Encoding.UTF8.GetString(redacted.Utf8.Span);
            foreach (var (place, level) in parts)
            {
                if (level <= clearance) continue;
                Assert.True(Selector.Find(Samples.Object(node).Json, Places[place], out var secret));
                if (secret.ValueKind == System.Text.Json.JsonValueKind.String) Assert.DoesNotContain(secret.GetString()!, text, StringComparison.Ordinal);
            }

            Assert.True(StixReader.ReadObject(redacted.Utf8).IsAcceptable);
            Assert.DoesNotContain("[]", text, StringComparison.Ordinal);
        });
    }

    static JsonObject Node() => Samples.Indicator()
        .With("name", "secret-name").With("description", "secret-description").With("labels", new JsonArray("secret-one", "secret-two", "secret-three"))
        .With("external_references", new JsonArray(new JsonObject { ["source_name"] = "a", ["description"] = "secret-a" }, new JsonObject { ["source_name"] = "b", ["description"] = "secret-b" }))
        .With("x_own", new JsonObject { ["inner"] = "secret-inner" });
}
