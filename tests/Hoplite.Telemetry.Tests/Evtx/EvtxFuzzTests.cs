using System.Diagnostics;
using System.Globalization;
using Hoplite.Telemetry.Evtx;

namespace Hoplite.Telemetry.Tests.Evtx;

public sealed class EvtxFuzzTests(ITestOutputHelper output)
{
    const ulong Seed = 20250301;

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        var wanted = long.Parse(Environment.GetEnvironmentVariable("HOPLITE_FUZZ") ?? "0", CultureInfo.InvariantCulture);
        var seeds = Seeds();
        var mutator = new Mutator(Seed);
        var sink = new Draining();
        var reader = new EvtxReader();
        var watch = Stopwatch.StartNew();
        long runs = 0;
        while (wanted > 0 ? runs < wanted : runs < 20_000 && watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            var seed = seeds[(int)(runs % seeds.Count)];
            var bytes = mutator.Mutate(seed);
            var input = new EvidenceInput(EvidenceSource.None, bytes);
            try
            {
                reader.Read(input, sink, TestContext.Current.CancellationToken);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, run {runs}: {e}");
            }

            runs++;
        }

        output.WriteLine($"{runs} runs with seed {Seed} in {watch.Elapsed.TotalSeconds:F1} s, {sink.Events} events, {sink.Problems} problems");
        Assert.True(sink.Events > 0 && sink.Problems > 0);
    }

    // Logs of one chunk, cut behind their records: a small input is mutated more often in the same time.
    static List<byte[]> Seeds()
    {
        const string data = """<EventData><Data Name="A">x|%0|y</Data><Data Name="B">%?1</Data><Data>%2</Data><Data Name="%0">%3</Data></EventData>""";
        const string tree = """<UserData><R><S K="%1">%0</S><T>%?2</T></R></UserData>""";
        EvtxValue[] values = [EvtxValue.Text("n"), EvtxValue.UInt16(5), EvtxValue.Of(0x81, 65, 0, 0, 0, 66, 0), EvtxValue.Of(0x13, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0)];
        return
        [
            Trim(new EvtxBuilder().Event(1, data, values).Event(2, tree, values).Event(3, data, values)),
            Trim(new EvtxBuilder().Event(1, "<A><B>%0</B></A>", EvtxValue.Fragment(data, values)).Event(2, data, values)),
            Trim(new EvtxBuilder().Record(w =>
            {
                w.Bytes([0x0F, 1, 1, 0]);
                w.Element(System.Xml.Linq.XElement.Parse("<Event><System><EventID Q=\"1\">2</EventID></System><EventData><Data Name=\"X\">v</Data></EventData></Event>"));
                w.Bytes([0]);
            })),
        ];
    }

    static byte[] Trim(EvtxBuilder builder)
    {
        var file = builder.Build();
        var end = file.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        return file[..((end + 64) & ~7)];
    }

    /// <summary>Reads every value's text, as the matcher does, and throws the batch away.</summary>
}
