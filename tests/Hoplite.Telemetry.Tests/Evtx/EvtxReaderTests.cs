using Hoplite.Telemetry.Evtx;

namespace Hoplite.Telemetry.Tests.Evtx;

public sealed class EvtxReaderTests
{
    const string Data = """<EventData><Data Name="Threat Name">%0</Data><Data Name="Action">%1</Data></EventData>""";

    [Fact]
    public void An_event_has_the_fields_sigma_knows()
    {
        var file = new EvtxBuilder().Event(4688, Data, EvtxValue.Text("Evil\0"), EvtxValue.Of(8, 7, 0, 0, 0));
        var read = ReadEvtx.Of(file.Build());

        var e = Assert.Single(read.Events);
        Assert.Empty(read.Problems);
        Assert.Equal(
            ["Provider_Name=Test-Provider", "EventID=4688", "TimeCreated_SystemTime=2025-03-01T12:00:01.0000000Z", "EventRecordID=1",
                "Channel=Test/Operational", "Computer=host.example", "ThreatName=Evil", "Action=7"],
            e.Fields.Select(f => $"{f.Key}={f.Value}"));
        Assert.Equal((1L, (long)file.Positions[0][0]), (e.RecordId, e.Position));
        Assert.Equal(EvtxBuilder.Noon.AddSeconds(1), e.Time);
        Assert.Equal(new LogSource("windows"), e.LogSource);
        Assert.True(e.Raw.Span.StartsWith("**\0\0"u8));
    }

    [Fact]
    public void Records_share_the_template_of_the_first()
    {
        var read = ReadEvtx.Of(new EvtxBuilder().Events(50, Data, EvtxValue.Text("a"), EvtxValue.Text("b")).Chunk().Events(20, Data, EvtxValue.Text("a"), EvtxValue.Text("b")).Build());

        Assert.Empty(read.Problems);
        Assert.Equal(Enumerable.Range(1, 70).Select(i => (long)i), read.Events.Select(e => e.RecordId));
        Assert.All(read.Events, e => Assert.Equal(("a", "b"), (e["ThreatName"], e["Action"])));
    }

    [Theory]
    [InlineData("%?0", false)]
    [InlineData("%0", true)]
    public void Only_an_optional_null_leaves_no_field(string substitution, bool present)
    {
        var read = ReadEvtx.Of(new EvtxBuilder().Event(1, $"<EventData><Data Name=\"X\">{substitution}</Data></EventData>", EvtxValue.Null).Build());
        Assert.Equal(present ? [""] : [], read.Events[0].Fields.Where(f => f.Key == "X").Select(f => f.Value!));
    }

    [Fact]
    public void An_empty_string_is_present() =>
        Assert.Equal("", One("<EventData><Data Name=\"X\">%?0</Data></EventData>", EvtxValue.Text(""))["X"]);

    [Fact]
    public void Data_without_a_name_and_binary_keep_their_element_name()
    {
        var e = One("<EventData><Data>%0</Data><Data>two</Data><Binary>%1</Binary></EventData>", EvtxValue.Text("one"), EvtxValue.Of(0x0E, 0xDE, 0xAD));
        Assert.Equal(["one", "two"], All(e, "Data"));
        Assert.Equal("DEAD", e["Binary"]);
    }

    [Fact]
    public void A_leaf_of_user_data_is_named_by_its_element()
    {
        var e = One("<UserData><Cleared xmlns=\"urn:y\"><SubjectUserName>%0</SubjectUserName><Inner Kind=\"k\"><Deep>%1</Deep></Inner></Cleared></UserData>", EvtxValue.Text("bob"), EvtxValue.Of(9, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF));
        Assert.Equal(("bob", "-2", "k"), (e["SubjectUserName"], e["Deep"], e["Inner_Kind"]));
        Assert.Null(e["Cleared"]);
    }

    [Fact]
    public void A_data_field_does_not_lose_to_one_of_system()
    {
        var e = One("<EventData><Data Name=\"Channel\">%0</Data></EventData>", EvtxValue.Text("mine"));
        Assert.Equal(["Test/Operational", "mine"], All(e, "Channel"));
    }

    [Fact]
    public void A_rendered_message_does_not_hide_the_system_fields()
    {
        var e = One("<RenderingInfo Culture=\"en\"><Message>%0</Message><Channel>shown</Channel></RenderingInfo>", EvtxValue.Text("hello"));
        Assert.Equal("hello", e["Message"]);
        Assert.Equal(["Test/Operational"], All(e, "Channel"));
        Assert.Equal("shown", e["RenderingInfo_Channel"]);
    }

    [Theory]
    [InlineData(0x81, new byte[] { 65, 0, 66, 0, 0, 0, 67, 0, 0, 0 }, new[] { "AB", "C" })]
    [InlineData(0x86, new byte[] { 1, 0, 2, 1 }, new[] { "1", "258" })]
    [InlineData(0x82, new byte[] { 65, 0, 66 }, new[] { "A", "B" })]
    public void An_array_repeats_its_field(byte type, byte[] bytes, string[] expected) =>
        Assert.Equal(expected, All(One("<EventData><Data Name=\"X\">%0</Data></EventData>", EvtxValue.Of(type, bytes)), "X"));

    [Theory]
    [InlineData(0x02, new byte[] { 65, 0xE9 }, "Aé")]
    [InlineData(0x03, new byte[] { 0xFF }, "-1")]
    [InlineData(0x0B, new byte[] { 0, 0, 0x80, 0x3F }, "1")]
    [InlineData(0x0D, new byte[] { 7, 0, 0, 0 }, "true")]
    [InlineData(0x0D, new byte[] { 0, 0, 0, 0 }, "false")]
    [InlineData(0x0F, new byte[] { 1, 0, 0, 0, 2, 0, 3, 0, 4, 5, 6, 7, 8, 9, 10, 11 }, "{00000001-0002-0003-0405-060708090A0B}")]
    [InlineData(0x10, new byte[] { 16, 0, 0, 0 }, "0x10")]
    [InlineData(0x11, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 }, "1601-01-01T00:00:00.0000000Z")]
    [InlineData(0x12, new byte[] { 0xE9, 7, 3, 0, 6, 0, 1, 0, 12, 0, 0, 0, 0, 0, 5, 0 }, "2025-03-01T12:00:00.0050000Z")]
    [InlineData(0x13, new byte[] { 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0 }, "S-1-5-18")]
    [InlineData(0x15, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, "0x8000000000000000")]
    [InlineData(0x07, new byte[] { 1, 2, 3 }, "010203")]
    public void Every_type_has_its_text(byte type, byte[] bytes, string expected) =>
        Assert.Equal(expected, One("<EventData><Data Name=\"X\">%0</Data></EventData>", EvtxValue.Of(type, bytes))["X"]);

    [Fact]
    public void Text_and_values_in_one_element_are_joined() =>
        Assert.Equal("a7b", One("<EventData><Data Name=\"X\">a|%0|b</Data></EventData>", EvtxValue.UInt16(7))["X"]);

    [Fact]
    public void A_name_may_be_a_value_itself() =>
        Assert.Equal("v", One("<EventData><Data Name=\"%0\">%1</Data></EventData>", EvtxValue.Text("My Name"), EvtxValue.Text("v"))["MyName"]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_without_a_template_is_read_too(bool dependency)
    {
        var xml = System.Xml.Linq.XElement.Parse("<Event><System><Channel>C</Channel></System><EventData><Data Name=\"X\">v</Data></EventData></Event>");
        var read = ReadEvtx.Of(new EvtxBuilder().Record(w =>
        {
            w.Bytes([0x0F, 1, 1, 0]);
            w.Element(xml, dependency);
            w.Bytes([0]);
        }).Build());
        var e = Assert.Single(read.Events);
        Assert.Equal(("C", "v"), (e["Channel"], e["X"]));
        Assert.Equal(EvtxBuilder.Noon.AddHours(1), e.Time);
        Assert.Equal(1, e.RecordId);
    }

    [Fact]
    public void A_file_read_in_two_halves_yields_the_same_events()
    {
        var builder = new EvtxBuilder();
        for (var i = 0; i < 4; i++) builder.Chunk().Events(10, Data, EvtxValue.Text("a"), EvtxValue.Null);
        var file = builder.Build();
        const int cut = EvtxBuilder.HeaderSize + 2 * EvtxBuilder.ChunkSize;
        var whole = ReadEvtx.Of(file);
        var (left, right) = (ReadEvtx.Of(file, 0, cut), ReadEvtx.Of(file, cut, file.Length - cut));
        Assert.Equal(whole.Events.Select(e => (e.RecordId, e.Position)), left.Events.Concat(right.Events).Select(e => (e.RecordId, e.Position)));
        Assert.Equal((file.Length, file.Length), (whole.Read, left.Read + right.Read));
        Assert.Empty(right.Problems);
    }

    [Fact]
    public void Reading_allocates_nothing_per_event()
    {
        var builder = new EvtxBuilder();
        for (var i = 0; i < 20; i++) builder.Chunk().Events(300, Data, EvtxValue.Text("a"), EvtxValue.UInt16(3));
        var file = builder.Build();
        const int half = EvtxBuilder.HeaderSize + 10 * EvtxBuilder.ChunkSize;
        var (sink, reader) = (new Reusing(), new EvtxReader());
        Allocated(file.Length);
        Assert.Equal(Allocated(half), Allocated(file.Length));

        long Allocated(int length)
        {
            using var stream = new MemoryStream(file, 0, length);
            var input = new EvidenceInput(EvidenceSource.None, stream, 0, length);
            sink.Events = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            reader.Read(input, sink, TestContext.Current.CancellationToken);
            var after = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal((length - EvtxBuilder.HeaderSize) / EvtxBuilder.ChunkSize * 300, sink.Events);
            return after - before;
        }
    }

    [Fact]
    public void The_magic_number_tells_the_format()
    {
        var reader = new EvtxReader();
        var file = new EvtxBuilder().Event(1, Data).Build();
        Assert.Equal(100, reader.Sniff(file, "x"));
        Assert.Equal(0, reader.Sniff("{\"a\":1}"u8, "x.json"));
    }

    static EventRecord One(string data, params EvtxValue[] values) => Assert.Single(ReadEvtx.Of(new EvtxBuilder().Event(1, data, values).Build()).Events);

    static IEnumerable<string?> All(EventRecord e, string name) => e.Fields.Where(f => f.Key == name).Select(f => f.Value);

    sealed class Reusing : IEventSink
    {
        readonly EventBatch _batch = new();

        public int Events { get; set; }

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch) => Events += batch.Count;

        public void Report(ReadProblem problem) => Assert.Fail(problem.Reason);

        public void Progress(long bytes)
        {
        }
    }
}
