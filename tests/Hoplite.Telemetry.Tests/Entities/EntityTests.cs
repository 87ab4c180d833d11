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

    [Theory]
    [InlineData("4732", false)]
    [InlineData("4728", false)]
    [InlineData("4799", false)]
    [InlineData("4720", true)]
    [InlineData("4624", true)]
    public void A_group_that_somebody_was_put_into_is_no_account(string id, bool isAccount)
    {
        var record = new EventRecord(new EvidenceSource("x"), 0, -1, null, new LogSource("windows"), [new("EventID", id), new("TargetUserName", "Administrators"), new("SubjectUserName", "eve")], ReadOnlyMemory<byte>.Empty);
        var users = EntityExtractor.Entities(record).Where(m => m.Entity.Kind == EntityKind.User).Select(m => m.Entity.Value).ToArray();
        Assert.Contains("eve", users);
        Assert.Equal(isAccount, users.Contains("administrators"));
    }
}
