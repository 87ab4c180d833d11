using System.Globalization;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Tests.Events;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Store.Tests.Hunting;

public sealed class HuntEngineTests : IDisposable
{
    static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 3, 13, 0, 0, TimeSpan.Zero));

    readonly EventStore _store = HuntedEvents.Store();
    readonly HuntEngine _engine;

    public HuntEngineTests() => _engine = new HuntEngine(_store, Clock);

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("events | count", "9")]
    [InlineData("count", "9")]
    [InlineData("where EventID == 4625 | count", "2")]
    [InlineData("where event_code == '4625' | count", "2")]
    [InlineData("events | where TargetUserName == 'administrator' and LogonType == 3 | count", "3")]
    [InlineData("where user =~ 'ADMINISTRATOR' | count", "3")]
    [InlineData("where user !~ 'ADMINISTRATOR' | count", "6")]
    [InlineData("where Image endswith @'\\CMD.exe' | count", "2")]
    [InlineData("where process.cmd_line has 'cmd' | count", "2")]
    [InlineData("where command_line has 'cm' | count", "0")]
    [InlineData("where command_line contains 'cm' | count", "2")]
    [InlineData("where command_line contains_cs 'CMD' | count", "1")]
    [InlineData("where command_line hasprefix 'pow' | count", "1")]
    [InlineData("where command_line has_any ('whoami', 'dir') | count", "2")]
    [InlineData("where command_line has_all ('cmd.exe', 'dir') | count", "1")]
    [InlineData("where command_line matches regex '-e[nc]+ [A-Za-z0-9+/=]{8,}' | count", "1")]
    [InlineData("where dst_port in (443, 8443) | count", "1")]
    [InlineData("where host in~ ('ws1', 'dc1') | count", "7")]
    [InlineData("where host !in ('WS1', 'DC1') | count", "2")]
    [InlineData("where src_port between (50000 .. 50001) | count", "2")]
    [InlineData("where time between (datetime(2026-03-01T10:00) .. datetime(2026-03-01T10:03)) | count", "2")]
    [InlineData("where time > ago(2h) | count", "1")]
    [InlineData("where time > '2026-03-02' | count", "1")]
    [InlineData("where ['odd name; \\'x'] == \"it's\" | count", "1")]
    [InlineData("where fields['odd name; \\'x'] has 'it' | count", "1")]
    [InlineData("\"whoami\" | count", "1")]
    [InlineData("search 'firefox' | count", "1")]
    [InlineData("search '8080' | count", "1")]
    [InlineData("process_creation | count", "3")]
    [InlineData("where base64_decode_tostring(extract('-enc ([A-Za-z0-9+/=]+)', 1, command_line)) == 'whoami' | count", "1")]
    [InlineData("where isnotempty(dst_ip) and not(ipv4_is_private(dst_ip)) | count", "1")]
    [InlineData("where ipv4_is_in_range(dst_ip, '203.0.113.0/24') | project parse_ipv4(dst_ip)", "3405803785")]
    [InlineData("summarize n = count(), users = dcount(user) by host | sort by n desc, host asc | take 1", "DC1,4,2")]
    [InlineData("where EventID == 1 | summarize arg_max(time, User, CommandLine) | project User, CommandLine", @"CORP\bob,CMD.EXE /c dir")]
    // What does not fit into a number is null, and null is neither more nor less than anything.
    [InlineData("where strlen(host) * -4000000000000000000 <= 3 | count", "0")]
    [InlineData("where strlen(host) * 4000000000000000000 > 3 | count", "0")]
    [InlineData("where strlen(host) * 4000000000000000000 in (1, 2) | count", "0")]
    [InlineData("extend n = strlen(host) * 1000000000000000000 | summarize s = sum(n) | where s > 3 | count", "0")]
    [InlineData("where toint(strlen(host) * 1e30) > 3 | count", "0")]
    [InlineData("where floor(strlen(host) * -1e30) < 3 | count", "0")]
    [InlineData("summarize arg_min(time, *) by host | where host == 'DC1' | project LogonType, user", "3,administrator")]
    [InlineData("where EventID == 1 | summarize make_set(tolower(host))", "[ws1;ws2]")]
    [InlineData("where EventID == 1 | sort by time desc | summarize make_list(host)", "[WS2;WS1;WS1]")]
    [InlineData("where EventID == 1 | join kind=inner (where EventID == 3) on ProcessGuid | project host, dst_ip1", "WS1,203.0.113.9")]
    [InlineData("where EventID == 1 | join kind=leftanti (where EventID == 3) on ProcessGuid | count", "2")]
    [InlineData("where EventID == 1 | join kind=leftsemi (where EventID == 3) on $left.ProcessGuid == $right.ProcessGuid | count", "1")]
    [InlineData("where EventID == 1 | join kind=leftouter (where EventID == 3) on ProcessGuid | count", "3")]
    [InlineData("union (where EventID == 1), (where EventID == 3 | where DestinationPort == 443) | count", "4")]
    [InlineData("where EventID == 1 | union (where EventID == 3) | where DestinationPort == 443 | count", "1")]
    [InlineData("let bad = dynamic(['WS1','XX']); let n = 443; where host in (bad) and dst_port == n | count", "1")]
    [InlineData("let admins = events | where user == 'administrator' | distinct host; events | where host in (admins) | count", "4")]
    [InlineData("where host in ((where EventID == 3 | project host)) | count", "5")]
    [InlineData("where EventID == 1 | extend part = split(CommandLine, ' ') | mv-expand part | where part == '/c' | count", "2")]
    [InlineData("where EventID == 1 | parse CommandLine with program ' /c ' what | where isnotempty(what) | sort by time asc | project program, what | take 1", "cmd.exe,whoami")]
    [InlineData("where EventID == 1 | parse-where CommandLine with * '/c ' what | count", "2")]
    [InlineData("sequence by host maxspan=5m [EventID == 4625] [EventID == 4624 and user == 'administrator'] | project host, took, step1.IpPort, step2.LogonType", "DC1,00:00:30,50124,3")]
    [InlineData("where TimeGenerated > ago(2h) and DeviceName == 'DC1' | count", "1")]
    [InlineData("where EventID == 1 | extend x = parse_json(command_line)", "")]
    [InlineData("sequence by host maxspan=5m [EventID == 4625] [EventID == 4624 and user == 'administrator'] | project host, step1.src_port, step2.src_port", "DC1,50124,50125")]
    [InlineData("sequence by host, User maxspan=5m [EventID == 1 and process endswith 'cmd.exe'] [process endswith 'powershell.exe' and EventID == 1] [EventID == 3] | project host, took", "WS1,00:04:00")]
    [InlineData("sequence by host maxspan=10s [EventID == 4625] [EventID == 4624] | count", "0")]
    [InlineData("where EventID == 1 | stack process | take 1 | project process, count, hosts, share", @"C:\Windows\System32\cmd.exe,2,2,66.667")]
    [InlineData("rare event_code max=2 | project event_code", "3;4624;4625")]
    [InlineData("where isnotempty(user) | firstseen user by host | project user, host, baseline", "ann,DC1,3")]
    [InlineData("where EventID == 1 | summarize count() by bin(time, 1h) | sort by time asc | project format_datetime(time, 'yyyy-MM-dd HH:mm'), count_", "2026-03-01 10:00,2;2026-03-01 11:00,1")]
    [InlineData("where EventID == 4625 | summarize percentile(tolong(IpPort), 50), sum(tolong(IpPort)), avg(src_port)", "50123,100247,50123.5")]
    [InlineData("where EventID == 4625 | extend d = time - datetime(2026-03-01T12:00:00Z) | summarize max(d)", "00:00:30")]
    [InlineData("where EventID == 4624 | sort by time asc | project iff(user == 'ann', 'a', 'b'), case(LogonType == 2, 2, LogonType == 3, 3, 0)", "b,3;a,2")]
    [InlineData("where EventID == 1 | distinct host | sort by host asc", "WS1;WS2")]
    [InlineData("where EventID == 1 | project-rename h = host | project-away user | top 1 by h desc | project h", "WS2")]
    [InlineData("where EventID == 1 | project filename(process), round(entropy('aabb'), 1) | take 1 | render table", "cmd.exe,1")]
    [InlineData("summarize r = countif(EventID == 1) * 100 / count()", "33")]
    public void A_query_finds_what_it_says(string kql, string expected)
    {
        if (expected.Length == 0)
        {
            Assert.Throws<KqlException>(() => _engine.Run(kql, cancellation: TestContext.Current.CancellationToken));
            return;
        }

        var result = _engine.Run(kql, cancellation: TestContext.Current.CancellationToken);
        var rows = result.Rows.Select(r => string.Join(',', r.Select(Show)));
        Assert.Equal(expected, string.Join(';', kql.Contains("sort", StringComparison.Ordinal) ? rows : rows.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_field_that_no_event_has_is_a_warning_with_a_suggestion()
    {
        var result = _engine.Run("where TargetUserNam == 'x'", cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(result.Rows);
        Assert.Equal("no event has a field TargetUserNam; did you mean TargetUserName?", Assert.Single(result.Warnings));
    }

    [Fact]
    public void More_rows_than_asked_for_are_cut_and_said()
    {
        var result = _engine.Run("events", new HuntOptions { MaxRows = 4 }, TestContext.Current.CancellationToken);
        Assert.Equal(4, result.Rows.Count);
        Assert.True(result.Truncated);
        Assert.False(_engine.Run("events", new HuntOptions { MaxRows = 9 }, TestContext.Current.CancellationToken).Truncated);
    }

    [Fact]
    public void The_window_holds_beside_what_the_query_says()
    {
        var options = new HuntOptions { From = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Until = new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero) };
        Assert.Equal(2L, _engine.Run("count", options, TestContext.Current.CancellationToken).Rows[0][0]);
    }

    [Fact]
    public void A_time_range_reaches_the_table_as_a_filter()
    {
        var sql = _engine.Compile("where time > datetime(2026-03-02) and host == 'DC1' | summarize count() by user").Sql;
        var plan = string.Join('\n', Evidence.Rows(_store, "EXPLAIN " + sql).Select(r => r[1]));
        Assert.Contains("Filters", plan, StringComparison.Ordinal);
        Assert.Contains("time>'2026-03-02", plan.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_that_were_moved_to_files_answer_as_before()
    {
        using var folder = new Scratch();
        using var store = EventStore.Open(folder.Path);
        Evidence.Add(store, HuntedEvents.Lines, "evidence.json");
        Evidence.Add(store, HuntedEvents.Lines, "evidence.json", received: Evidence.Noon.AddDays(3));
        store.Commit(1);
        var engine = new HuntEngine(store, Clock);
        string[] queries = ["where LogonType == 3 and IpPort > 50123 | summarize n = count(), make_set(TargetUserName) by host", "summarize arg_max(time, *) by host | project host, LogonType, command_line", "\"whoami\" | count", "where time < datetime(2026-03-01T10:30:00Z) | summarize count() by User, received"];
        string[] Answers() => [.. queries.Select(q => string.Join('\n', engine.Run(q, cancellation: TestContext.Current.CancellationToken).Rows.Select(r => string.Join(',', r.Select(Show))).Order(StringComparer.Ordinal)))];
        var before = Answers();
        Assert.Equal(1, store.Age(Evidence.Noon.AddDays(3), TestContext.Current.CancellationToken));
        Assert.Equal(before, Answers());
        Assert.DoesNotContain("", before);
    }

    [Fact]
    public void A_hunt_that_takes_too_long_is_ended()
    {
        var engine = new HuntEngine(_store, TimeProvider.System);
        var many = string.Concat(Enumerable.Repeat(" | join kind=inner (events | extend k = 'x') on k", 14));
        Assert.Throws<TimeoutException>(() => engine.Run($"events | extend k = 'x'{many} | summarize dcount(strcat(host, command_line, user, tostring(time)))", new HuntOptions { Timeout = TimeSpan.FromMilliseconds(300) }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_hunt_that_nobody_wants_any_more_is_ended()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var many = string.Concat(Enumerable.Repeat(" | join kind=inner (events | extend k = 'x') on k", 14));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => new HuntEngine(_store, TimeProvider.System).Run($"events | extend k = 'x'{many} | summarize dcount(strcat(host, command_line, user, tostring(time)))", null, stop.Token), CancellationToken.None));
    }

    [Fact]
    public void A_histogram_counts_every_part_of_the_range()
    {
        var from = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var buckets = _engine.Histogram("where EventID == 1", from, from.AddHours(3), 3, TestContext.Current.CancellationToken);
        Assert.Equal([2L, 1L, 0L], buckets.Select(b => b.Count));
        Assert.Equal(from.AddHours(1), buckets[1].Start);
    }

    [Fact]
    public void Statistics_say_the_values_of_columns_and_fields()
    {
        var statistics = _engine.FieldStatistics("where EventID == 4624 or EventID == 4625", ["LogonType", "user"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(("3", 3L), statistics[0].Top[0]);
        Assert.Equal(2, statistics[0].Distinct);
        Assert.Equal(1.0, statistics[1].Present);
        Assert.NotEmpty(_engine.FieldStatistics("events", cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("where EventID == 4624 or EventID == 4625 | project time, host, user")]
    [InlineData("events | where EventID == 4624 or EventID == 4625 | project time, host, user | order by time desc | take 10000")]
    [InlineData("where EventID == 4624 or EventID == 4625 | project user = user, name = host, type = LogonType")]
    [InlineData("where EventID == 4624 or EventID == 4625 | summarize n = count() by user, host")]
    [InlineData("where EventID == 4624 or EventID == 4625 | extend twice = strcat(user, user) | project-away message")]
    public void Statistics_say_the_values_of_the_columns_a_query_leaves(string query)
    {
        var columns = _engine.Run(query, new HuntOptions(), TestContext.Current.CancellationToken).Columns.Where(c => c.Type is "string" or "long").Select(c => c.Name).ToList();
        var statistics = _engine.FieldStatistics(query, columns, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(columns, statistics.Select(s => s.Field));
        Assert.NotEmpty(statistics.Single(s => s.Field == "user").Top);
    }

    [Fact]
    public void Rows_stream_in_the_same_form()
    {
        var rows = _engine.Stream("where EventID == 1 | project host, time, fields", new HuntOptions(), out var query, TestContext.Current.CancellationToken).ToList();
        Assert.Equal(3, rows.Count);
        Assert.Equal(["string", "datetime", "dynamic"], query.Columns.Select(c => c.Type));
        Assert.IsAssignableFrom<IReadOnlyDictionary<string, string>>(rows[0][2]);
    }

    [Fact]
    public void The_vocabulary_knows_the_fields_of_the_store() =>
        Assert.Contains("LogonType", _engine.Vocabulary.Fields);

    static string Show(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        string[] list => "[" + string.Join(';', list) + "]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
