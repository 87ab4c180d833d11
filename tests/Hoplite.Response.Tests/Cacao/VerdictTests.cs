using Hoplite.Tests;
using System.Text.Json;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Cacao;

namespace Hoplite.Response.Tests.Cacao;

public class VerdictTests
{
    const string Data = "soar";

    [Theory]
    [InlineData("SOARCA/examples/http-playbook.json", true, null)]
    [InlineData("SOARCA/examples/manual-playbook.json", true, null)]
    [InlineData("SOARCA/examples/ssh-playbook.json", true, null)]
    [InlineData("SOARCA/test/playbooks/invalid_email_playbook.json", true, "email")]
    [InlineData("SOARCA/test/playbooks/invalid_playbook.json", false, null)]
    [InlineData("SOARCA/test/playbooks/missing_step_playbook.json", true, "reference")]
    [InlineData("cacao/Examples/CACAO-2.0/basic-example-1.json", true, null)]
    [InlineData("cacao/Examples/CACAO-2.0/spec-3.1-example.json", true, null)]
    [InlineData("cacao/Extensions/layout/examples/playbook--aa1898b6-5251-49b4-aeb7-fd5e912583ff.json", false, null)]
    public void A_playbook_of_others_gets_the_verdict_it_deserves(string file, bool fitsSchema, string? fails)
    {
        var bytes = File.ReadAllBytes(SharedData.Require($"{Data}/playbooks/{file}"));
        var reading = PlaybookReader.Read(bytes, file);
        Assert.Equal(fitsSchema, reading.Playbook is not null);
        if (reading.Playbook is not { } playbook)
        {
            Assert.All(reading.Problems, p => Assert.Equal("schema", p.Check));
            return;
        }

        var errors = PlaybookChecks.Run(playbook, file, Book.Now).Where(p => p.Severity == ProblemSeverity.Error).ToArray();
        if (fails is null) Assert.Empty(errors);
        else Assert.Contains(errors, p => p.Check == fails);
    }

    [Theory]
    [InlineData("SOARCA/examples")]
    [InlineData("SOARCA/test/playbooks")]
    [InlineData("cacao/Examples")]
    public void What_was_read_is_written_back_to_the_last_byte_of_its_canonical_form(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Require($"{Data}/playbooks/{folder}"), "*.json", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            if (PlaybookReader.Read(bytes, file).Playbook is not { } playbook) continue;
            Assert.Equal(CanonicalJson.Bytes(bytes), playbook.ToBytes());
        }
    }

    [Fact]
    public void The_schema_of_extensions_and_markings_takes_the_objects_of_OASIS()
    {
        var folder = SharedData.Require($"{Data}/cacao-oasis");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "Common-Objects/Data-Markings"), "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var marking in document.RootElement.EnumerateObject()) Assert.Empty(SchemaCheck.Run("data-markings/marking-tlp.json", marking.Value));
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "Extensions/layout/extension-definition"), "*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            Assert.Empty(SchemaCheck.Run("extension-definition/extension-definition.json", document.RootElement));
        }
    }

    [Fact]
    public void An_object_that_is_no_marking_is_none_to_the_schema()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"{Data}/cacao-oasis/Examples/CACAO-2.0/identity-object.json")));
        Assert.NotEmpty(SchemaCheck.Run("data-markings/marking-tlp.json", document.RootElement));
        Assert.NotEmpty(SchemaCheck.Run("playbook.json", document.RootElement));
    }

    [Fact]
    public void All_51_schemas_are_there_and_every_reference_in_them_leads_somewhere()
    {
        Assert.Equal(51, SchemaSet.Paths.Count);
        foreach (var path in SchemaSet.Paths) Follow(path, SchemaSet.Find(path));

        static void Follow(string path, JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Array)
                foreach (var item in value.EnumerateArray()) Follow(path, item);
            if (value.ValueKind != JsonValueKind.Object) return;
            foreach (var member in value.EnumerateObject())
            {
                if (member is { Name: "$ref", Value.ValueKind: JsonValueKind.String }) Assert.Equal(JsonValueKind.Object, SchemaSet.Resolve(path, member.Value.GetString()!).Schema.ValueKind);
                else Follow(path, member.Value);
            }
        }
    }
}
