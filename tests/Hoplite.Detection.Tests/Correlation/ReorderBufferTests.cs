using System.Text;
using CsCheck;
using Hoplite.Detection.Correlation;

namespace Hoplite.Detection.Tests.Correlation;

public class ReorderBufferTests
{
    // A time adds a hit; nothing takes the oldest.
    static readonly Gen<long?> Step = Gen.OneOf(Gen.Long[0, 40].Select(t => (long?)t), Gen.Const((long?)null));

    [Fact]
    public void Hits_come_out_in_order_of_time_and_arrival_with_what_they_held() =>
        Step.Array[0, 400].Sample(steps =>
        {
            var buffer = new ReorderBuffer();
            var naive = new List<(long Ticks, int Arrival)>();
            for (var i = 0; i < steps.Length; i++)
            {
                if (steps[i] is { } ticks)
                {
                    var text = Encoding.UTF8.GetBytes($"<{i}>" + new string('x', i % 7 == 0 ? 70_000 : i % 5));
                    buffer.Add(new CorrelationHit(i % 3, ticks, i, text, [new ValueSlice(1, text.Length - 1), ValueSlice.Absent, new ValueSlice(0, 0)]));
                    naive.Add((ticks, i));
                }
                else if (naive.Count > 0) Check(buffer, naive);
            }

            while (naive.Count > 0) Check(buffer, naive);
            Assert.False(buffer.TryTake(long.MaxValue, out _));
            Assert.Equal(0, buffer.Count);
        }, iter: 2_000, seed: "0000000000001");

    static void Check(ReorderBuffer buffer, List<(long Ticks, int Arrival)> naive)
    {
        var first = naive.Min();
        naive.Remove(first);
        Assert.False(buffer.TryTake(first.Ticks, out _));
        Assert.True(buffer.TryTake(first.Ticks + 1, out var hit));
        Assert.Equal(first, (hit.Ticks, (int)hit.Reference));
        Assert.Equal(first.Arrival % 3, hit.Source);
        Assert.Equal($"{first.Arrival}>" + new string('x', first.Arrival % 7 == 0 ? 70_000 : first.Arrival % 5), Encoding.UTF8.GetString(hit.Value(0)));
        Assert.False(hit.Values[1].IsPresent);
        Assert.Equal(0, hit.Values[2].Length);
        Assert.Equal(naive.Count, buffer.Count);
    }
}
