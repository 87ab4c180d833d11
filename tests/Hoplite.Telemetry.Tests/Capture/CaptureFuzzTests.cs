using System.Diagnostics;
using System.Globalization;
using Hoplite.Telemetry.Capture;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Capture;

public sealed class CaptureFuzzTests(ITestOutputHelper output)
{
    const ulong Seed = 20260119;

    [Fact]
    public void No_bytes_make_the_reader_throw() => Fuzz([.. Samples.All()]);

    [Fact]
    public void No_damage_to_recorded_captures_makes_the_reader_throw() => Fuzz(
    [
        .. new[] { "zeek-suricata/suricata-verify/tests", "network/zeek/testing/btest/Traces" }
            .SelectMany(folder => Directory.EnumerateFiles(SharedData.Require(folder), "*.pcap*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).Where(bytes => bytes.Length is > 64 and < 64 << 10),
    ]);

    void Fuzz(byte[][] seeds)
    {
        var wanted = long.Parse(Environment.GetEnvironmentVariable("HOPLITE_FUZZ") ?? "0", CultureInfo.InvariantCulture);
        var damage = new Damage(Seed);
        var sink = new Draining();
        var reader = new CaptureReader(new CaptureOptions { MaxConnections = 64, MaxFragmented = 8, MaxWaitingTogether = 1 << 20 });
        var watch = Stopwatch.StartNew();
        var slowest = TimeSpan.Zero;
        long runs = 0;
        while (wanted > 0 ? runs < wanted : runs < 20_000 && watch.Elapsed < TimeSpan.FromSeconds(3))
        {
            var input = new EvidenceInput(EvidenceSource.None, damage.Of(seeds[(int)(runs % seeds.Length)]));
            var begin = watch.Elapsed;
            try
            {
                reader.Read(input, sink, TestContext.Current.CancellationToken);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, run {runs}: {e}");
            }

            if (watch.Elapsed - begin is var took && took > slowest) slowest = took;
            runs++;
        }

        output.WriteLine($"{runs} runs with seed {Seed} in {watch.Elapsed.TotalSeconds:F1} s, slowest {slowest.TotalMilliseconds:F1} ms, {sink.Events} events, {sink.Problems} problems");
        Assert.True(sink.Events > 0 && sink.Problems > 0);
    }

    [Fact]
    public void Every_truncation_gives_events_or_a_problem()
    {
        foreach (var seed in Samples.All())
            for (var length = 0; length < seed.Length; length++)
            {
                var read = ReadCapture.Bytes(seed[..length]);
                Assert.True(read.Events.Count + read.Problems.Count > 0, $"{length} of {seed.Length}");
            }
    }

    [Fact]
    public void Every_flipped_bit_of_a_small_capture_is_survived()
    {
        foreach (var seed in new[] { Samples.Dns(), Samples.Rdp() })
            for (var bit = 0; bit < seed.Length * 8; bit++)
            {
                var copy = seed.ToArray();
                copy[bit / 8] ^= (byte)(1 << (bit % 8));
                var read = ReadCapture.Bytes(copy);
                Assert.True(read.Events.Count + read.Problems.Count > 0, $"bit {bit}");
            }
    }

    /// <summary>Reads every value's text, as the matcher does, and throws the batch away.</summary>
}
