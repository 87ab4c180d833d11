using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Stix.Upgrading;
using Hoplite.Intelligence.Stix.Validation;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class UpgradeTests
{
    [Fact]
    public void The_whole_of_enterprise_is_good_once_it_is_upgraded()
    {
        using var packed = new GZipStream(File.OpenRead(SharedData.Require("stix/attack/enterprise-attack-stix20.json.gz")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);

        var upgraded = StixUpgrade.Bundle(plain.ToArray());
        var reading = StixReader.Read(JsonSerializer.SerializeToUtf8Bytes(upgraded));

        Assert.Equal(24771, reading.Entries.Count);
        Assert.False(upgraded.ContainsKey("spec_version"));
        Assert.Empty(reading.Entries.Where(entry => !entry.IsAcceptable).Select(entry => $"{entry.Id}: {entry.Problem}").Take(20));
        var deep = reading.Entries.Where((_, index) => index % 10 == 0).Select(entry => StixValidator.Validate(entry.Utf8)).ToList();
        Assert.Empty(deep.Where(report => !report.IsValid).Select(report => string.Join("; ", report.Errors)).Take(20));
    }

    [Fact]
    public void Objects_of_observed_data_become_observables()
    {
        var old = Samples.Bytes("""
            {"type":"observed-data","id":"observed-data--b67d30ff-02ac-498a-92f9-32f845f448cf","created":"2016-04-06T19:58:16Z","modified":"2016-04-06T19:58:16.000Z",
            "first_observed":"2015-12-21T19:00:00Z","last_observed":"2015-12-21T19:00:00Z","number_observed":50,"objects":{
            "0":{"type":"ipv4-addr","value":"198.51.100.2"},"1":{"type":"network-traffic","src_ref":"0","protocols":["tcp"]},
            "2":{"type":"file","name":"a","created":"2015-12-21T19:00:00Z","extensions":{"archive-ext":{"contains_refs":["3"]}}},"3":{"type":"file","name":"b"}}}
            """);

        var made = StixUpgrade.Objects(old);

        var address = made.First(one => one["type"]!.GetValue<string>() is "ipv4-addr");
        var traffic = made.First(one => one["type"]!.GetValue<string>() is "network-traffic");
        Assert.Equal(StixIds.Of(address), address["id"]!.GetValue<string>());
        Assert.Equal(address["id"]!.GetValue<string>(), traffic["src_ref"]!.GetValue<string>());
        Assert.Equal(StixIds.Of(traffic), traffic["id"]!.GetValue<string>());
        var archive = made.First(one => one["ctime"] is not null);
        Assert.StartsWith("file--", archive["extensions"]!["archive-ext"]!["contains_refs"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(4, made[^1]["object_refs"]!.AsArray().Count);
        Assert.Equal("2016-04-06T19:58:16.000Z", made[^1]["created"]!.GetValue<string>());
        Assert.All(made, one => Assert.True(StixReader.ReadObject(JsonSerializer.SerializeToUtf8Bytes(one)).IsAcceptable));
    }

    [Fact]
    public void Labels_that_were_types_become_types()
    {
        var old = Samples.Bytes("""{"type":"malware","id":"malware--fdd60b30-b67c-41e3-b0b9-f01faf20d111","created":"2014-02-20T09:16:08.989Z","modified":"2014-02-20T09:16:08.989Z","name":"Poison Ivy","labels":["remote-access-trojan"]}""");

        var made = StixUpgrade.Objects(old)[0];

        Assert.Equal("remote-access-trojan", made["malware_types"]![0]!.GetValue<string>());
        Assert.False(made.ContainsKey("labels"));
        Assert.True(StixValidator.Validate(JsonSerializer.SerializeToUtf8Bytes(made), StixValidationOptions.StrictRules).IsValid);
    }

    [Fact]
    public void A_long_row_of_references_ends()
    {
        var objects = new JsonObject();
        for (var index = 0; index < 20_000; index++) objects[$"{index}"] = new JsonObject { ["type"] = "file", ["name"] = $"f{index}", ["parent_directory_ref"] = $"{index + 1}" };
        var old = new JsonObject { ["type"] = "observed-data", ["id"] = "observed-data--b67d30ff-02ac-498a-92f9-32f845f448cf", ["objects"] = objects };

        Assert.Equal(20_001, StixUpgrade.Objects(JsonSerializer.SerializeToUtf8Bytes(old)).Count);
    }

    [Fact]
    public void Damaged_text_ends_in_nothing_but_the_two_errors_that_are_told()
    {
        var good = Samples.Bytes("""{"type":"observed-data","id":"observed-data--b67d30ff-02ac-498a-92f9-32f845f448cf","created":"2016-04-06T19:58:16Z","objects":{"0":{"type":"file","name":"a","parent_directory_ref":"1","hashes":{"MD5":"aa"}},"1":{"type":"directory","path":"b","contains_refs":["0"]}}}""");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length - 1], Gen.Byte).Sample((first, one, second, two) =>
        {
            var damaged = good.ToArray();
            damaged[first] = one;
            damaged[second] = two;
            var wrong = Record.Exception(() => StixUpgrade.Bundle(damaged));
            Assert.True(wrong is null or JsonException or InvalidDataException, wrong?.ToString());
        }, iter: 20_000);
    }
}
