using Hoplite.Telemetry.Entities;

namespace Hoplite.Telemetry.Tests.Entities;

public class EntityTests
{
    [Theory]
    [InlineData("linux", "web01")]
    [InlineData("zeek", null)]
    public void The_host_of_a_web_request_is_not_where_it_happened(string product, string? place)
    {
        var record = new EventRecord(new EvidenceSource("x"), 0, -1, null, new LogSource(product), [new("host", "web01"), new("id.orig_h", "10.0.0.5")], ReadOnlyMemory<byte>.Empty);
        Assert.Equal(place, EntityExtractor.Entities(record).FirstOrDefault(m => m.Role == "place")?.Entity.Value);
    }
}
