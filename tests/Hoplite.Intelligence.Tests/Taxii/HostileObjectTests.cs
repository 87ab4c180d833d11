using System.Text;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Taxii;
using static Hoplite.Intelligence.Tests.Taxii.TaxiiBench;

namespace Hoplite.Intelligence.Tests.Taxii;

public sealed class HostileObjectTests
{
    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    [InlineData(1_000, false)]
    [InlineData(1_000_000, false)]
    public void One_that_is_nested_too_deeply_is_a_failure_of_its_own(int depth, bool isTaken)
    {
        var (one, other) = (Item(), Item());
        var body = Around(one.ToJsonString(), Deep("tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec", depth - 1), other.ToJsonString());
        var read = EnvelopeReader.Read(body);
        Assert.Equal([(string)one["id"]!, .. isTaken ? ["tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec"] : (string[])[], (string)other["id"]!], read.Objects.Select(o => o.Id));
        if (isTaken) return;
        Assert.Equal(("tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec", "2026-01-01T00:00:00Z"), (Assert.Single(read.Failures).Id, read.Failures[0].Version));
        Assert.Equal(["null"], EnvelopeReader.Raw(body).Select(r => Encoding.UTF8.GetString(r.Span)).Where(r => !r.StartsWith('{')));
    }

    [Theory]
    [InlineData("""{"objects":[],"x":""")]
    [InlineData("""{"objects":""")]
    public void An_envelope_that_is_itself_nested_too_deeply_is_refused(string start) =>
        Assert.Equal(422, Assert.Throws<TaxiiRefusal>(() => EnvelopeReader.Read(Encoding.UTF8.GetBytes(start + new string('[', 100) + new string(']', 100) + "}x"))).Status);

    [Theory]
    [InlineData("\"name\":\"\\ud83d\"")]
    [InlineData("\"\\udc00\":1")]
    [InlineData("\"name\":\"\u00FF\"")]
    [InlineData("\"na\u00C3me\":1")]
    public void One_with_half_a_character_is_a_failure_of_its_own_as_no_page_with_it_could_be_read(string property)
    {
        // One byte for each character: what is no UTF-8 stays what it is.
        var good = Item();
        var read = EnvelopeReader.Read(Encoding.Latin1.GetBytes($$"""{"objects":[{"type":"tool","id":"tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec",{{property}}},{{good.ToJsonString()}}]}"""));
        Assert.Equal((string)good["id"]!, Assert.Single(read.Objects).Id);
        Assert.Equal("tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec", Assert.Single(read.Failures).Id);
    }

    [Theory]
    [InlineData("{\"objects\":[],\"\\udc00\":1}")]
    [InlineData("{\"objects\":[],\"x\":\"\u00FF\"}")]
    public void Half_a_character_beside_the_objects_is_refused(string body) => Assert.Equal(422, Assert.Throws<TaxiiRefusal>(() => EnvelopeReader.Read(Encoding.Latin1.GetBytes(body))).Status);

    [Fact]
    public void Half_a_character_in_an_id_is_refused_as_well() =>
        Assert.Single(EnvelopeReader.Read(Encoding.Latin1.GetBytes("{\"objects\":[{\"type\":\"tool\",\"id\":\"tool--\u00FF\"}]}")).Failures);

    [Fact]
    public void What_is_deep_or_no_object_does_not_keep_the_rest_of_a_bundle_from_being_read()
    {
        var (one, other) = (Item(), Item());
        var objects = Encoding.UTF8.GetString(Around(one.ToJsonString(), "7", Deep("tool--c0931cc6-c75e-47e5-9036-78fabc95d4ec", 500), "[[]]", other.ToJsonString()))[1..];
        var bundle = Encoding.UTF8.GetBytes("{\"type\":\"bundle\",\"id\":\"bundle--c0931cc6-c75e-47e5-9036-78fabc95d4ec\"," + objects);
        var read = StixReader.Read(bundle);
        Assert.Null(read.Problem);
        Assert.Equal([(string)one["id"]!, (string)other["id"]!], read.Entries.Where(e => e.IsAcceptable).Select(e => e.Id));
        Assert.Equal([true, false, false, false, true], read.Entries.Select(e => e.IsAcceptable));
        Assert.Contains("nested", read.Entries[2].Problem!.Message, StringComparison.Ordinal);
        var imported = IntelligenceReader.Read(bundle, DateTimeOffset.UnixEpoch);
        Assert.Equal((2, 3), (imported.Objects.Count, imported.Refused.Count));
    }

    static byte[] Around(params string[] objects) => Encoding.UTF8.GetBytes($"{{\"objects\":[{string.Join(',', objects)}]}}");

    static string Deep(string id, int lists) => $$"""{"type":"tool","spec_version":"2.1","id":"{{id}}","created":"2026-01-01T00:00:00Z","modified":"2026-01-01T00:00:00Z","x_deep":{{new string('[', lists)}}{{new string(']', lists)}},"name":"x"}""";
}
