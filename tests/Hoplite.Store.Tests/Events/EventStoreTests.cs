using Hoplite.Store.Events;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Ocsf;
using Hoplite.Telemetry.Scanning;
using Hoplite.Tests;

namespace Hoplite.Store.Tests.Events;

public sealed class EventStoreTests
{
    const string Logon = """{"EventID":4625,"Channel":"Security","Provider_Name":"Microsoft-Windows-Security-Auditing","Computer":"WS1","TargetUserName":"ann","IpAddress":"10.0.0.9","IpPort":"50123","ProcessId":"0x3e4","LogonType":"3","Status":"0xc000006d","@timestamp":"2026-03-01T11:59:00Z"}""" + "\n";

    [Fact]
    public void An_event_becomes_columns_by_ocsf_and_keeps_its_other_fields_under_their_own_names()
    {
        using var store = EventStore.InMemory();
        Evidence.Add(store, Logon);
        store.Commit(1);
        var row = Assert.Single(Evidence.Rows(store, "SELECT class, host, \"user\", src_ip, src_port, parent_pid, status, event_code, fields['ProcessId'], fields['IpAddress'] FROM events"));
        Assert.Equal(new object?[] { "authentication", "WS1", "ann", "10.0.0.9", 50123L, 996L, 2L, "4625", "0x3e4", null }, row);
    }

    [Fact]
    public void What_was_committed_is_there_after_a_restart_and_the_rest_is_not()
    {
        using var folder = new Scratch();
        using (var store = EventStore.Open(folder.Path))
        {
            Evidence.Add(store, Logon);
            store.Commit(77);
            Evidence.Add(store, Logon);
        }

        using var again = EventStore.Open(folder.Path);
        Assert.Equal(77, again.Position);
        Assert.Equal(1, Evidence.Count(again));
        Assert.Equal("IpAddress", again.Shapes[0].Single(c => c.Column == "src_ip").Field);
    }

    [Fact]
    public void Abandoned_events_are_forgotten_and_the_store_goes_on()
    {
        using var store = EventStore.InMemory();
        Evidence.Add(store, Logon);
        store.Abandon();
        Evidence.Add(store, Logon + Logon);
        store.Commit(5);
        Assert.Equal(2, Evidence.Count(store));
    }

    [Fact]
    public void Old_days_move_to_parquet_without_losing_or_doubling_an_event()
    {
        using var folder = new Scratch();
        using var store = EventStore.Open(folder.Path);
        for (var hour = 0; hour < 30; hour++)
            Evidence.Add(store, Logon.Replace("WS1", $"WS{hour}", StringComparison.Ordinal), position: hour, received: Evidence.Noon.AddHours(hour));
        store.Commit(30);
        var before = Evidence.Rows(store, "SELECT position, host, time, received, fields::VARCHAR FROM events ORDER BY position");
        Assert.Equal(2, store.Age(Evidence.Noon.AddDays(4), TestContext.Current.CancellationToken));
        Assert.Equal(30, Directory.GetFiles(Path.Combine(folder.Path, "cold")).Length);
        Assert.Equal(before, Evidence.Rows(store, "SELECT position, host, time, received, fields::VARCHAR FROM events ORDER BY position"));
    }

    [Fact]
    public void Behind_the_retention_days_are_removed()
    {
        using var folder = new Scratch();
        using var store = EventStore.Open(folder.Path, new EventStoreOptions { Retention = TimeSpan.FromDays(10) });
        Evidence.Add(store, Logon);
        Evidence.Add(store, Logon, received: Evidence.Noon.AddDays(9));
        store.Commit(1);
        store.Age(Evidence.Noon.AddDays(12), TestContext.Current.CancellationToken);
        Assert.Equal(1, Evidence.Count(store));
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "cold")));
    }

    [Fact]
    public void A_file_that_a_crash_left_behind_is_no_event()
    {
        using var folder = new Scratch();
        using (var store = EventStore.Open(folder.Path))
        {
            Evidence.Add(store, Logon);
            store.Commit(1);
        }

        File.WriteAllText(Path.Combine(folder.Path, "cold", "20260101-00.parquet"), "half a file");
        using var again = EventStore.Open(folder.Path);
        Assert.Equal(1, Evidence.Count(again));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "cold")));
    }

    [Fact]
    public void A_reader_beside_the_writer_sees_what_was_committed_and_nothing_else()
    {
        using var folder = new Scratch();
        using var store = EventStore.Open(folder.Path);
        Evidence.Add(store, Logon);
        store.Commit(1);
        Evidence.Add(store, Logon);
        Assert.Equal(1, Evidence.Count(store));
    }

    [Fact]
    public void Hostile_bytes_and_repeated_names_are_stored()
    {
        using var store = EventStore.InMemory();
        Evidence.Add(store, "{\"a\":1,\"a\":2,\"a#2\":3,\"\\u0000\":\"x\\u0000y\",\"'; DROP TABLE events; --\":\"v\",\"host\":\"\\ud800\"}\n");
        store.Commit(1);
        var row = Assert.Single(Evidence.Rows(store, "SELECT fields['a'], fields['''; DROP TABLE events; --'], cardinality(fields) FROM events"));
        Assert.Equal("1", row[0]);
        Assert.Equal("v", row[1]);
    }

    [Theory]
    [InlineData("security-datasets/datasets")]
    [InlineData("zeek-suricata")]
    [InlineData("ait-ads")]
    public void The_projection_says_the_same_as_the_view(string folder)
    {
        var path = SharedData.Require(folder);
        var paths = EventColumns.All.Select(c => c.Path).OfType<string>().Where(p => p.Contains('.', StringComparison.Ordinal)).ToArray();
        var compared = 0;
        IEventSink Sink()
        {
            var projection = new OcsfProjection(paths);
            var places = new int[paths.Length];
            return new Evidence.ForwardSink(batch =>
            {
                for (var i = 0; i < batch.Count; i += 97)
                {
                    projection.Project(batch, i, places);
                    var record = EventRecord.Take(batch, i);
                    var view = OcsfView.Of(record);
                    Assert.Equal(view.ClassName, projection.ClassName);
                    Assert.Equal(view.ActivityId, projection.ActivityId);
                    Assert.Equal(view.StatusId ?? -1, projection.StatusId);
                    for (var p = 0; p < paths.Length; p++)
                        if (view.Attributes.FirstOrDefault(a => a.Path == paths[p]) is { Field: not null } attribute)
                            Assert.Equal(attribute.Value, places[p] < 0 ? null : record.Fields[places[p]].Value);
                    Interlocked.Increment(ref compared);
                }
            });
        }

        new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 2 }).Scan([path], Sink, new ScanProgress(), TestContext.Current.CancellationToken);
        Assert.True(compared > 100);
    }

    [Fact]
    public void Every_field_of_a_recorded_event_is_found_under_its_own_name()
    {
        var path = SharedData.Require("security-datasets/datasets");
        using var store = EventStore.InMemory();
        var expected = new Dictionary<long, EventRecord>();
        var ordinal = 0L;
        new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 1 }).Scan([path], () => new Evidence.ForwardSink(batch =>
        {
            if (ordinal > 60_000) return;
            for (var i = 0; i < batch.Count; i += 31) expected[ordinal + i] = EventRecord.Take(batch, i);
            store.Append(batch, new Arrival("x", 0, Evidence.Noon), ordinal);
            ordinal += batch.Count;
        }), new ScanProgress(), TestContext.Current.CancellationToken);
        store.Commit(1);
        using var connection = store.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM events";
        using var reader = command.ExecuteReader();
        var seen = 0;
        while (reader.Read())
        {
            if (!expected.TryGetValue(reader.GetInt64(3), out var record)) continue;
            var map = (IDictionary<string, string>)reader.GetValue(EventColumns.All.Count - 1);
            var shape = store.Shapes[(int)reader.GetInt64(EventColumns.All.Count - 2)].ToDictionary(c => c.Field, c => c.Column, StringComparer.Ordinal);
            foreach (var (name, value) in record.Fields.DistinctBy(f => f.Key))
            {
                var stored = shape.TryGetValue(name, out var column) ? reader.GetValue(reader.GetOrdinal(column)).ToString() : map[name];
                Assert.Equal(value, stored);
            }

            seen++;
        }

        Assert.Equal(expected.Count, seen);
    }
}
