using System.Text;
using Hoplite.Telemetry.Tests.Scanning;
using Hoplite.Telemetry.WindowsXml;

namespace Hoplite.Telemetry.Tests.WindowsXml;

public sealed class WindowsXmlReaderTests
{
    const string Event = """
        <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P' Guid='{a}'/><EventID Qualifiers='16384'>4688</EventID>
        <TimeCreated SystemTime='2025-03-01T12:00:00.1234567Z'/><EventRecordID>42</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='8'/><Channel>Security</Channel><Computer>h</Computer><Security/></System>
        <EventData><Data Name='Threat Name'>é &lt;x&gt;</Data><Data Name='Empty'/><Data>one</Data><Data>two</Data><Binary>00FF</Binary></EventData></Event>
        """;

    static readonly string[] Fields =
    [
        "Provider_Name=P", "Provider_Guid={a}", "EventID_Qualifiers=16384", "EventID=4688", "TimeCreated_SystemTime=2025-03-01T12:00:00.1234567Z",
        "EventRecordID=42", "Execution_ProcessID=4", "Execution_ThreadID=8", "Channel=Security", "Computer=h",
        "ThreatName=é <x>", "Empty=", "Data=one", "Data=two", "Binary=00FF",
    ];

    [Fact]
    public void An_export_has_the_same_fields_as_the_log_itself()
    {
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Events>" + Event + "</Events>";
        var read = Read(Encoding.UTF8.GetBytes(text));
        var e = Assert.Single(read.Events);
        Assert.Equal(Fields, e.Fields.Select(f => $"{f.Key}={f.Value}"));
        Assert.Equal((42L, Encoding.UTF8.GetByteCount(text[..text.IndexOf("<Event ", StringComparison.Ordinal)])), (e.RecordId, (int)e.Position));
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567), e.Time);
        Assert.Equal(Event, Encoding.UTF8.GetString(e.Raw.Span));
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Wide_characters_are_read_in_both_byte_orders(bool bigEndian, bool mark)
    {
        var encoding = new UnicodeEncoding(bigEndian, mark);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("<Events>" + string.Concat(Enumerable.Repeat(Event + "\r\n", 200)) + "</Events>")];
        var read = Read(file);
        Assert.Equal(200, read.Events.Count);
        Assert.All(read.Events, e => Assert.Equal(Fields, e.Fields.Select(f => $"{f.Key}={f.Value}")));
        Assert.All(read.Events, e => Assert.Equal("<Event ", encoding.GetString(file, (int)e.Position, 14)));
        Assert.True(new WindowsXmlReader().Sniff(file, "x") > 80);
    }

    [Fact]
    public void Events_may_follow_each_other_line_by_line()
    {
        var line = Event.ReplaceLineEndings("") + "\n";
        var read = Read(Encoding.UTF8.GetBytes(line + line + line));
        Assert.Equal([0L, Encoding.UTF8.GetByteCount(line), 2L * Encoding.UTF8.GetByteCount(line)], read.Events.Select(e => e.Position));
    }

    [Fact]
    public void A_broken_event_costs_only_itself()
    {
        var broken = Event[..^30];
        var read = Read(Encoding.UTF8.GetBytes("<Events>" + Event + broken + Event + "<Event a=><b></Event>" + Event + broken));
        Assert.Equal(3, read.Events.Count);
        Assert.Equal(["event is not well-formed XML", "event is not well-formed XML", "last event is cut off"], read.Problems.Select(p => p.Reason));
    }

    [Fact]
    public void A_document_type_is_refused()
    {
        var read = Read("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><Events><Event ><System><Channel>&a;</Channel></System></Event></Events>"u8.ToArray());
        Assert.Empty(read.Events);
        Assert.Single(read.Problems);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var read = Read(Encoding.UTF8.GetBytes("<Event >" + string.Concat(Enumerable.Repeat("<A>", 100_000)) + string.Concat(Enumerable.Repeat("</A>", 100_000)) + "</Event>" + Event));
        Assert.Single(read.Events);
        Assert.Single(read.Problems);
    }

    [Fact]
    public void An_event_without_end_is_given_up()
    {
        var bytes = new byte[12 << 20];
        Array.Fill(bytes, (byte)'a');
        "<Event >"u8.CopyTo(bytes);
        for (var i = 6 << 20; i < 10 << 20; i += 8) "<Event >"u8.CopyTo(bytes.AsSpan(i));
        Encoding.UTF8.GetBytes(Event).CopyTo(bytes, 11 << 20);
        var read = Read(bytes);
        Assert.Single(read.Events);
        Assert.Contains("event is too long", read.Problems.Select(p => p.Reason));
    }

    [Fact]
    public void Only_such_exports_are_recognised()
    {
        var reader = new WindowsXmlReader();
        Assert.Equal(97, reader.Sniff(Encoding.UTF8.GetBytes("\uFEFF" + Event), "a.xml"));
        Assert.Equal(0, reader.Sniff("{\"Event\":\"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>\"}"u8, "a.json"));
        Assert.Equal(0, reader.Sniff("<html><EventData></EventData></html>"u8, "a.xml"));
        Assert.Equal(0, reader.Sniff([], "a.xml"));
    }

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        var random = new Random(7);
        var sound = Encoding.UTF8.GetBytes("<Events>" + Event + Event + "</Events>");
        for (var run = 0; run < 3000; run++)
        {
            var bytes = (byte[])sound.Clone();
            for (var n = 1 + random.Next(5); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)"<>&;/'=\0\u00FFx"[random.Next(10)];
            Read(bytes[..random.Next(bytes.Length)]);
        }
    }

    static Collected Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var sink = new Collected();
        new WindowsXmlReader().Read(new EvidenceInput(new EvidenceSource("a.xml"), stream), sink, TestContext.Current.CancellationToken);
        return sink;
    }
}
