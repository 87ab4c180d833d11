using System.Buffers.Binary;

namespace Hoplite.Telemetry.Tests.Evtx;

public sealed class EvtxDamageTests
{
    const int First = EvtxBuilder.HeaderSize;
    const int Second = First + EvtxBuilder.ChunkSize;
    const string Data = """<EventData><Data Name="X">%0</Data></EventData>""";

    static EvtxBuilder TwoChunks() => new EvtxBuilder().Events(3, Data, EvtxValue.Text("a")).Chunk().Events(2, Data, EvtxValue.Text("b"));

    [Fact]
    public void An_empty_file_is_reported() => Expect(ReadEvtx.Of([]), 0, "file is empty");

    [Fact]
    public void A_file_of_a_header_alone_is_whole() => Expect(ReadEvtx.Of(new EvtxBuilder().Build()), 0);

    [Fact]
    public void A_dirty_log_still_yields_its_last_chunk()
    {
        var file = TwoChunks().Build();
        file[42] = 1;
        file[120] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(124), System.IO.Hashing.Crc32.HashToUInt32(file.AsSpan(0, 120)));
        Expect(ReadEvtx.Of(file), 5);
    }

    [Fact]
    public void A_broken_file_header_does_not_hide_the_chunks()
    {
        var file = TwoChunks().Build();
        file.AsSpan(0, First).Fill(0xCC);
        Expect(ReadEvtx.Of(file), 5, "file header signature is missing");
    }

    [Fact]
    public void A_file_without_its_header_begins_with_a_chunk() => Expect(ReadEvtx.Of(TwoChunks().Build()[First..]), 5, "file header is missing");

    [Theory]
    [InlineData(First, 512)]
    [InlineData(Second, 1536)]
    public void Chunks_that_moved_are_found_again(int where, int by)
    {
        var file = TwoChunks().Build();
        byte[] moved = [.. file[..where], .. new byte[by], .. file[where..]];
        Expect(ReadEvtx.Of(moved), 5, "no chunk where one belongs");
    }

    [Fact]
    public void A_chunk_that_lost_its_end_does_not_hide_the_next()
    {
        var file = TwoChunks().Build();
        byte[] torn = [.. file[..(Second - 4096)], .. file[Second..]];
        var read = ReadEvtx.Of(torn);
        Assert.Equal(5, read.Events.Count);
    }

    [Fact]
    public void A_wrong_checksum_is_reported_once_and_the_records_are_read()
    {
        var file = TwoChunks().Build();
        file[First + 52] ^= 1;
        EvtxChecksum(file, First);
        file[Second + 60] ^= 1;
        Expect(ReadEvtx.Of(file), 5, "chunk checksum does not match", "chunk header checksum does not match");
    }

    [Fact]
    public void A_chunk_without_its_signature_is_read_when_its_records_are_there()
    {
        var file = TwoChunks().Build();
        file.AsSpan(First, 8).Clear();
        Expect(ReadEvtx.Of(file), 5, "chunk signature is missing");
    }

    [Fact]
    public void Behind_a_chunk_of_rubbish_reading_goes_on()
    {
        var file = TwoChunks().Build();
        file.AsSpan(First, EvtxBuilder.ChunkSize).Fill(0x55);
        Expect(ReadEvtx.Of(file), 2, "no chunk where one belongs");
    }

    [Fact]
    public void A_chunk_of_zeros_is_unused_space()
    {
        var file = TwoChunks().Build();
        file.AsSpan(First, EvtxBuilder.ChunkSize).Clear();
        Expect(ReadEvtx.Of(file), 2);
    }

    [Fact]
    public void A_last_chunk_that_is_cut_off_yields_its_whole_records()
    {
        var builder = TwoChunks();
        var file = builder.Build()[..(builder.Positions[1][1] + 40)];
        Expect(ReadEvtx.Of(file), 4, "file is shorter than its header says", "chunk is cut off");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x7FFFFFFF)]
    [InlineData(512)]
    public void Records_that_count_on_are_read_past_a_wrong_end(int free)
    {
        var file = TwoChunks().Build();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(First + 48), free);
        var read = ReadEvtx.Of(file);
        Assert.Equal(5, read.Events.Count);
        Assert.Empty(read.Recovered);
        Assert.NotEmpty(read.Problems);
    }

    [Fact]
    public void A_damaged_record_does_not_take_the_next_with_it()
    {
        var builder = new EvtxBuilder().Events(3, Data, EvtxValue.Text("a"));
        var file = builder.Build();
        file.AsSpan(builder.Positions[0][1], 8).Fill(0xEE);
        var read = ReadEvtx.Of(file);
        Assert.Equal([1L, 3L], read.Events.Select(e => e.RecordId));
        Assert.Empty(read.Recovered);
        Assert.Contains("event record is damaged", read.Reasons);
    }

    [Fact]
    public void Old_records_in_the_slack_are_recovered_and_marked()
    {
        var builder = new EvtxBuilder().Events(4, Data, EvtxValue.Text("a"));
        var file = builder.Build();
        var third = builder.Positions[0][2];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(First + 48), third - First);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(third + 8), 900);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(builder.Positions[0][3] + 8), 1);
        EvtxBuilder.Seal(file.AsSpan(First, EvtxBuilder.ChunkSize));
        var read = ReadEvtx.Of(file);
        Assert.Equal(3, read.Events.Count);
        Assert.Equal([third], read.Recovered.Select(e => (int)e.Position));
        Assert.Equal("a", read.Recovered.Single()["X"]);
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void A_missing_template_leaves_the_values()
    {
        var builder = new EvtxBuilder().Events(2, Data, EvtxValue.Text("kept"));
        var file = builder.Build();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(builder.Positions[0][1] + 24 + 10), 60_000);
        var read = ReadEvtx.Of(file);
        Assert.Contains("template of a record is missing", read.Reasons);
        Assert.Equal(["a", "kept"], ["a", read.Events[1]["X"]]);
        Assert.Equal(2, read.Events[1].RecordId);
    }

    [Fact]
    public void A_template_that_holds_itself_ends()
    {
        var value = EvtxValue.Text("x");
        for (var i = 0; i < 40; i++)
        {
            var inner = value;
            value = EvtxValue.Fragment("<A><B>%0</B></A>", inner);
        }

        var read = ReadEvtx.Of(new EvtxBuilder().Event(1, "<UserData><A>%0</A></UserData>", value).Build());
        Assert.Single(read.Events);
        Assert.Contains("binary XML of a record is nested too deeply", read.Reasons);
    }

    [Fact]
    public void Elements_nested_without_end_are_given_up()
    {
        var deep = string.Concat(Enumerable.Repeat("<A>", 200)) + "v" + string.Concat(Enumerable.Repeat("</A>", 200));
        var read = ReadEvtx.Of(new EvtxBuilder().Event(7, $"<UserData>{deep}</UserData>").Build());
        Assert.Equal("7", Assert.Single(read.Events)["EventID"]);
        Assert.Contains("template of a record is damaged", read.Reasons);
    }

    [Fact]
    public void Values_multiplied_without_end_are_cut_short()
    {
        var many = string.Concat(Enumerable.Repeat("<Data>%0</Data>", 500));
        var read = ReadEvtx.Of(new EvtxBuilder().Event(1, $"<EventData>{many}</EventData>", EvtxValue.Of(0x84, new byte[20_000])).Build());
        Assert.InRange(Assert.Single(read.Events).Fields.Count, 1, 300_000);
        Assert.Contains("chunk describes more fields than it can hold", read.Reasons);
    }

    [Fact]
    public void Fragments_multiplied_without_end_are_cut_short()
    {
        var many = $"<A>{string.Concat(Enumerable.Repeat("<B>%0</B>", 60))}</A>";
        var value = EvtxValue.Text("x");
        for (var i = 0; i < 10; i++)
        {
            var inner = value;
            value = EvtxValue.Fragment(many, inner);
        }

        var read = ReadEvtx.Of(new EvtxBuilder().Event(1, "<UserData><A>%0</A></UserData>", value).Build());
        Assert.InRange(Assert.Single(read.Events).Fields.Count, 1, 300_000);
        Assert.Contains("chunk describes more fields than it can hold", read.Reasons);
    }

    [Fact]
    public void The_system_values_keep_their_names_when_the_template_is_lost()
    {
        EvtxValue[] values =
        [
            EvtxValue.Of(4, 3), EvtxValue.UInt16(12), EvtxValue.Of(4, 0), EvtxValue.UInt16(4688), EvtxValue.Null, EvtxValue.Of(0x15, new byte[8]),
            EvtxValue.Time(EvtxBuilder.Noon), EvtxValue.Null, EvtxValue.Of(8, 4, 0, 0, 0), EvtxValue.Of(8, 8, 0, 0, 0), EvtxValue.UInt64(77),
            EvtxValue.Of(4, 2), EvtxValue.Of(0x13, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0), EvtxValue.Null,
        ];
        var builder = new EvtxBuilder();
        for (var i = 0; i < 2; i++) builder.Record(w => w.Fragment("<Event><EventData/></Event>", values));
        var file = builder.Build();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(builder.Positions[0][1] + 24 + 10), 60_000);
        var e = ReadEvtx.Of(file).Events[1];
        Assert.Equal(("4688", "S-1-5-18", "77", EvtxBuilder.Noon), (e["EventID"], e["Security_UserID"], e["EventRecordID"], e.Time));
        Assert.Equal(77, e.RecordId);
    }

    static void EvtxChecksum(byte[] file, int at)
    {
        var crc = new System.IO.Hashing.Crc32();
        crc.Append(file.AsSpan(at, 120));
        crc.Append(file.AsSpan(at + 128, 384));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + 124), crc.GetCurrentHashAsUInt32());
    }

    static void Expect(ReadEvtx read, int events, params string[] reasons)
    {
        Assert.Equal(reasons, read.Reasons);
        Assert.Equal(events, read.Events.Count);
        Assert.Equal(events, read.Events.Select(e => e.RecordId).Distinct().Count());
    }
}
