using System.IO.Compression;
using System.Text.Json;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Objects;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Stix;

/// <summary>ATT&amp;CK as it is published.</summary>
public sealed class AttackTests
{
    [Fact]
    public void Ics_comes_in_whole_and_goes_out_as_it_came()
    {
        var bytes = File.ReadAllBytes(SharedData.Require("stix/attack/ics-attack.json"));
        using var document = JsonDocument.Parse(bytes);
        var expected = document.RootElement.GetProperty("objects");

        var reading = StixReader.Read(bytes);

        Assert.Null(reading.Problem);
        Assert.Empty(reading.Entries.Where(entry => !entry.IsAcceptable).Select(entry => $"{entry.Id}: {entry.Problem}").Take(20));
        Assert.Equal(expected.GetArrayLength(), reading.Entries.Count);
        foreach (var (index, entry) in reading.Entries.Index())
        {
            var read = entry.ToObject();
            Assert.Equal(expected[index].GetRawText(), System.Text.Encoding.UTF8.GetString(read.Utf8.Span));
            Assert.True(JsonElement.DeepEquals(expected[index], StixObject.From(read.ToNode()).Json), read.Id);
            Assert.Equal(entry.Id, read.Id);
            Assert.Equal(entry.Type, read.Type);
        }
    }

    [Fact]
    public void Typed_properties_are_read()
    {
        var bytes = File.ReadAllBytes(SharedData.Require("stix/attack/ics-attack.json"));
        var objects = StixReader.Read(bytes).Entries.Select(entry => entry.ToObject()).ToList();

        Assert.Equal(95, objects.OfType<AttackPattern>().Count());
        Assert.All(objects.OfType<AttackPattern>(), one => Assert.NotNull(one.Name));
        Assert.Equal(1373, objects.OfType<Relationship>().Count());
        Assert.All(objects.OfType<Relationship>(), one => Assert.NotNull(one.TargetRef));
        Assert.All(objects.OfType<CustomObject>(), one => Assert.StartsWith("x-mitre-", one.Type, StringComparison.Ordinal));
    }

    [Fact]
    public void Objects_of_version_2_0_come_in_too()
    {
        using var packed = new GZipStream(File.OpenRead(SharedData.Require("stix/attack/enterprise-attack-stix20.json.gz")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);

        var reading = StixReader.Read(plain.ToArray());

        Assert.Null(reading.Problem);
        Assert.Equal(24771, reading.Entries.Count);
        Assert.Empty(reading.Entries.Where(entry => !entry.IsAcceptable).Select(entry => $"{entry.Id}: {entry.Problem}").Take(20));
    }
}
