using Hoplite.Store.Events;
using Hoplite.Telemetry;

namespace Hoplite.Store.Tests.Events;

public sealed class EventCensusTests : IDisposable
{
    readonly EventStore _store = EventStore.InMemory();
    readonly EventCensus _census;

    public EventCensusTests()
    {
        _census = new EventCensus(_store);
        Add("WS1", "ann", "\"OldField\":\"1\"", Evidence.Noon.AddDays(-3));
        Add("ws1", "ben", "\"NewField\":\"1\"", Evidence.Noon);
        Add("WS2", "ann", "\"NewField\":\"2\"", Evidence.Noon.AddMinutes(5));
        Evidence.Add(_store, "{\"anything\":1}\n", "b", received: Evidence.Noon);
        _store.Commit(1);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Events_are_counted_from_a_time_on_and_that_moment_is_part_of_it()
    {
        Assert.Equal(4, _census.Count(Evidence.Noon.AddDays(-3)));
        Assert.Equal(3, _census.Count(Evidence.Noon));
        Assert.Equal(1, _census.Count(Evidence.Noon.AddSeconds(1)));
        Assert.Equal(0, _census.Count(Evidence.Noon.AddDays(1)));
    }

    [Fact]
    public void Kinds_of_events_are_told_by_source()
    {
        var kinds = _census.Kinds(Evidence.Noon);
        Assert.Contains(("a", new LogSource("windows")), kinds);
        Assert.Contains(("b", LogSource.Unknown), kinds);
        Assert.Equal(2, kinds.Count);
    }

    [Fact]
    public void Fields_are_known_under_the_names_of_the_source_whether_they_stand_in_a_column_or_not()
    {
        var fields = _census.Fields(Evidence.Noon);
        Assert.Contains("NewField", fields);
        Assert.Contains("TargetUserName", fields);
        Assert.DoesNotContain("OldField", fields);
        Assert.Contains("OldField", _census.Fields(Evidence.Noon.AddDays(-3)));
        Assert.Empty(_census.Fields(Evidence.Noon.AddDays(1)));
    }

    [Fact]
    public void A_machine_is_one_in_whatever_letters_its_name_is_written()
    {
        var hosts = _census.Hosts(Evidence.Noon.AddDays(-7), Evidence.Noon.AddDays(1), 10);
        Assert.Equal(["ws1", "ws2"], hosts.Select(h => h.Name));
        Assert.Equal((Evidence.Noon.AddDays(-3), Evidence.Noon, 2), (hosts[0].First, hosts[0].Last, hosts[0].Events));
        Assert.Equal(["ann", "ben"], hosts[0].Users.Order());
        Assert.Equal(["windows"], hosts[0].Kinds);
        Assert.Single(_census.Hosts(Evidence.Noon.AddDays(-7), Evidence.Noon, 10));
        Assert.Single(_census.Hosts(Evidence.Noon.AddDays(-7), Evidence.Noon.AddDays(1), 1));
    }

    void Add(string host, string user, string field, DateTimeOffset received) => Evidence.Add(
        _store, $$"""{"EventID":4625,"Channel":"Security","Provider_Name":"Microsoft-Windows-Security-Auditing","Computer":"{{host}}","TargetUserName":"{{user}}",{{field}}}""" + "\n", "a", received: received);
}
