using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Response.OpenC2;
using Hoplite.Tests;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>The samples of SLPF 1.0 Annex A are understood, and answered as printed.</summary>
public sealed class AnnexTests
{
    [Fact]
    public void Every_sample_reads_and_writes_the_same_but_the_one_that_is_no_json()
    {
        var folder = SharedData.Require("soar/openc2-slpf/annex-a");
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            if (Path.GetFileName(path) == "A.4.2-2-response.json")
            {
                Assert.Equal(400, Assert.Throws<OpenC2Exception>(() => OpenC2Reader.Response(bytes)).Status);
                continue;
            }
            var written = path.EndsWith("-command.json", StringComparison.Ordinal) ? OpenC2Writer.Command(OpenC2Reader.Request(bytes).Command) : OpenC2Writer.Response(OpenC2Reader.Response(bytes).Response);
            Assert.True(JsonNode.DeepEquals(Normal(JsonNode.Parse(bytes)), JsonNode.Parse(written)), $"{Path.GetFileName(path)}: {Encoding.UTF8.GetString(written)}");
        }
    }

    [Theory]
    [InlineData("A.1.1-1", 102)]
    [InlineData("A.1.2-1", 501)]
    [InlineData("A.1.3-1", null)]
    [InlineData("A.1.4-1", 200)]
    [InlineData("A.2-1", 200)]
    [InlineData("A.3-1", 500)]
    [InlineData("A.4.1-1", 200)]
    [InlineData("A.4.2-1", 200)]
    [InlineData("A.4.3-1", 200)]
    [InlineData("A.4.4-1", 200)]
    public void A_sample_is_answered_as_printed(string name, int? status)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedData.Require("soar/openc2-slpf/annex-a"), $"{name}-command.json"));
        using var rig = new ConsumerRig();
        if (name == "A.2-1") rig.Make(SlpfCommands.Deny(SlpfCommands.Net(System.Net.IPNetwork.Parse("192.0.2.0/24")), new OpenC2Args { InsertRule = 1234 }));
        var response = rig.Send(Encoding.UTF8.GetString(bytes));
        Assert.Equal(status, response?.Status);
        if (name == "A.1.3-1") Assert.Contains("ip6 saddr 3ffe:1900:4545:3:200:f8ff:fe21:67cf", rig.Here.Ruleset, StringComparison.Ordinal);
        if (name == "A.1.4-1") Assert.NotNull(response!.Results!.RuleNumber);
        if (name == "A.2-1") Assert.Empty(rig.Slpf.Numbers);
        if (name == "A.4.2-1") Assert.Equal(["1.0"], response!.Results!.Versions!);
    }

    // Of the ways to write an address of IPv6 one is normal.
    static JsonNode Normal(JsonNode? sample)
    {
        if (sample!["target"]?["ipv6_connection"] is { } connection) connection["dst_addr"] = System.Net.IPAddress.Parse(connection["dst_addr"]!.GetValue<string>()).ToString();
        return sample;
    }
}
