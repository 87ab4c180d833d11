namespace Hoplite.Telemetry.Tests.Text;

public class PairsTests
{
    static EventRecord One(string line) => Assert.Single(Reading.Read(line + "\n").Events);

    [Theory]
    [InlineData("")]
    [InlineData("<134>Feb  3 06:55:46 fw01 ")]
    public void CEF_is_read_with_and_without_a_syslog_header(string header)
    {
        var record = One(header + @"CEF:0|Fortinet|Fortigate|6.0|0419|a \| b|7|src=10.0.0.1 msg=two words \= three dst=10.0.0.2 cs1Label=x y");
        Assert.Equal(new LogSource("fortigate"), record.LogSource);
        Assert.Equal(("Fortinet", "0419", "a | b", "7"), (record["DeviceVendor"], record["SignatureID"], record["Name"], record["Severity"]));
        Assert.Equal(("10.0.0.1", "two words = three", "10.0.0.2", "x y"), (record["src"], record["msg"], record["dst"], record["cs1Label"]));
    }

    [Theory]
    [InlineData("LEEF:1.0|IBM|QRadar|7|login|usrName=bob\tsrc=10.0.0.1")]
    [InlineData("LEEF:2.0|IBM|QRadar|7|login|^|usrName=bob^src=10.0.0.1")]
    [InlineData("LEEF:2.0|IBM|QRadar|7|login|0x5E|usrName=bob^src=10.0.0.1")]
    public void LEEF_is_read_with_its_delimiter(string line)
    {
        var record = One(line);
        Assert.Equal((new LogSource("qradar"), "login", "bob", "10.0.0.1"), (record.LogSource, record["EventID"], record["usrName"], record["src"]));
    }

    [Fact]
    public void Fortigate_pairs_have_their_time()
    {
        var record = One("date=2019-05-10 time=11:37:47 logid=\"0000000013\" type=\"traffic\" srcip=10.1.100.11 msg=\"a \\\"b\\\" c\"");
        Assert.Equal((new LogSource("fortigate"), "0000000013", "a \"b\" c"), (record.LogSource, record["logid"], record["msg"]));
        Assert.Equal(new DateTimeOffset(2019, 5, 10, 11, 37, 47, TimeSpan.Zero), record.Time);
    }

    [Fact]
    public void Logfmt_is_read()
    {
        var record = One("ts=2024-01-02T03:04:05Z level=info msg=\"it works\" caller=main.go:1");
        Assert.Equal(("info", "it works", "main.go:1"), (record["level"], record["msg"], record["caller"]));
        Assert.NotNull(record.Time);
    }
}
