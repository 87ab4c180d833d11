using System.Globalization;
using Hoplite.Bench.Ratios;
using Hoplite.Intelligence.Privacy;

namespace Hoplite.Bench.Intelligence;

/// <summary>How long two members take to find out which attackers both see.</summary>
static class IntersectionSpeed
{
    const int Values = 100_000;
    const int Common = 1_000;
    const double Limit = 30;

    const int Processors = 2;

    // Processor time of both sides, so that a busy machine changes nothing; two processors are what the goal is about.
    public static IEnumerable<Ratio> Run()
    {
        using var one = new PrivateIntersection(Enumerable.Range(0, Values).Select(Value));
        using var other = new PrivateIntersection(Enumerable.Range(Values - Common, Values).Select(Value));
        var begun = Environment.CpuUsage.TotalTime;
        byte[] first = one.Hidden(), second = other.Hidden();
        byte[] back = other.HideAgain(first), again = one.HideAgain(second);
        var (ours, theirs) = (one.Common(back, again).Count, other.Common(again, back).Count);
        var seconds = (Environment.CpuUsage.TotalTime - begun).TotalSeconds / Processors;
        if (ours != Common || theirs != Common) throw new InvalidOperationException($"found {ours} and {theirs} of {Common}");
        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"private set intersection of {Values:N0} with {Values:N0} values, both sides on {Processors} processors of one machine, {(first.Length + second.Length + back.Length + again.Length) / 1e6:0.0} MB on the wire"),
            string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"), string.Create(CultureInfo.InvariantCulture, $"{Limit:0} s"), Limit / seconds, 1);
    }

    static string Value(int i) => string.Create(CultureInfo.InvariantCulture, $"Address\n{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}.7");
}
