namespace Hoplite.Telemetry.Tests.Text;

public class TableTests
{
    [Fact]
    public void CSV_cells_may_hold_delimiters_quotes_and_line_feeds()
    {
        var sink = Reading.Read("time,name,\"the text\"\r\n1642213952,a,\"one, \"\"two\"\"\r\nthree\"\r\n1642213953,b,\r\n", "a.csv");
        Assert.Empty(sink.Problems);
        Assert.Equal(["one, \"two\"\nthree", ""], sink.Values("the text"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1642213952), sink.Events[0].Time);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_no_line()
    {
        var sink = Reading.Read("a,b,c\n1,\"2,3\n4,5,6\n7,8,9\n", "a.csv");
        Assert.Equal(3, sink.Events.Count);
        Assert.Single(sink.Problems);
    }

    [Fact]
    public void A_row_longer_than_the_header_keeps_its_last_cells()
    {
        var record = Assert.Single(Reading.Read("a;b;c\n1;2;3;4\n", "a.csv").Events);
        Assert.Equal(["a=1", "b=2", "c=3", "param=4"], record.Fields());
    }

    [Fact]
    public void Zeek_logs_tell_their_columns_and_what_is_unset()
    {
        var sink = Reading.Read("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#fields\tts\tid.orig_h\tquery\tanswers\tnote\n#types\ttime\taddr\tstring\tvector[string]\tstring\n1521911720.865716\t10.0.0.1\t-\ta,b\\x2cc\t(empty)\n#close\t2024-01-01\n");
        var record = Assert.Single(sink.Events);
        Assert.Equal(["ts=1521911720.865716", "id.orig_h=10.0.0.1", "answers=a", "answers=b,c", "note="], record.Fields());
        Assert.Equal(new LogSource("zeek", null, "dns"), record.LogSource);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(15219117208657160), record.Time);
    }

    [Fact]
    public void IIS_logs_have_the_names_of_the_log_and_of_the_rules()
    {
        var record = Assert.Single(Reading.Read(
            "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent) cs(Referer)\n2021-03-04 05:06:07 10.0.0.1 GET /a.aspx x=1 200 Moz+5 -\n").Events);
        Assert.Equal(new LogSource(null, "webserver", "iis"), record.LogSource);
        Assert.Equal(("/a.aspx?x=1", "x=1", "Moz+5", null), (record["cs-uri"], record["cs-uri-query"], record["cs-user-agent"], record["cs-referer"]));
        Assert.Equal(new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.Zero), record.Time);
    }
}
