namespace Hoplite.Telemetry.Tests.Text;

public class WebTests
{
    static EventRecord One(string line, string name = "access.log") => Assert.Single(Reading.Read(line + "\n", name).Events);

    [Theory]
    [InlineData("")]
    [InlineData("www.example.com:443 ")]
    public void An_access_log_line_is_taken_apart(string host)
    {
        var record = One(host + """10.0.0.1 - bob [10/Oct/2000:13:55:36 -0700] "GET /a?b=c%20d HTTP/1.1" 404 2326 "http://x/" "Moz \"q\" 5" "1.1.1.1" """.TrimEnd(), "nginx/access.log");
        Assert.Equal(new LogSource(null, "webserver", "nginx"), record.LogSource);
        Assert.Equal(("10.0.0.1", "bob", "GET", "/a?b=c%20d", "/a", "b=c%20d"),
            (record["c-ip"], record["cs-username"], record["cs-method"], record["cs-uri"], record["cs-uri-stem"], record["cs-uri-query"]));
        Assert.Equal(("HTTP/1.1", "404", "2326", "http://x/", "http://x/", "Moz \\\"q\\\" 5", "1.1.1.1"),
            (record["cs-version"], record["sc-status"], record["sc-bytes"], record["cs-referer"], record["cs-referrer"], record["cs-user-agent"], record["x-forwarded-for"]));
        Assert.Equal(new DateTimeOffset(2000, 10, 10, 20, 55, 36, TimeSpan.Zero), record.Time);
        Assert.Equal(host.Length > 0 ? "www.example.com" : null, record["cs-host"]);
    }

    [Fact]
    public void A_request_that_is_none_is_kept()
    {
        var record = One("""10.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "\x16\x03\x01" 400 -""");
        Assert.Equal((@"\x16\x03\x01", "400", null), (record["cs-uri"], record["sc-status"], record["sc-bytes"]));
    }

    [Fact]
    public void Error_logs_tell_level_process_and_client()
    {
        var apache = One("[Fri Dec 16 01:46:23.123456 2005] [core:error] [pid 12:tid 34] [client 1.2.3.4:55] Directory index forbidden");
        Assert.Equal((new LogSource(null, null, "apache"), "error", "12", "1.2.3.4", "Directory index forbidden"),
            (apache.LogSource, apache["level"], apache["pid"], apache["c-ip"], apache["message"]));
        var nginx = One("2024/01/02 03:04:05 [error] 31#32: *1 open() failed, client: 1.2.3.4, server: x");
        Assert.Equal((new LogSource(null, null, "nginx"), "error", "31", "1.2.3.4"), (nginx.LogSource, nginx["level"], nginx["pid"], nginx["c-ip"]));
    }
}
