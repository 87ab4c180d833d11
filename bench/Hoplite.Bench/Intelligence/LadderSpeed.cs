using System.Globalization;
using Hoplite.Bench.Measuring;
using Hoplite.Bench.Ratios;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Bench.Intelligence;

/// <summary>What it costs each minute to see whether anything that was said has to be decided anew, when nothing has changed.</summary>
static class LadderSpeed
{
    const int Things = 200_000;

    public static IEnumerable<Ratio> Run()
    {
        var trust = new TrustBook(new TrustOptions(), TimeProvider.System);
        var ladder = new IndicatorLadder(trust, new Assessor(trust, WarningLists.Shipped, new Nothing(), TimeProvider.System));
        for (var i = 0; i < 60; i++) trust.Tested("feed:one", NamedKind.Address, passed: true);
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < Things; i++)
            trust.Hear(new Claim(i % 5 == 0 ? "feed:two" : "feed:one", Named.Of(NamedKind.Address, string.Create(CultureInfo.InvariantCulture, $"45.{i >> 16}.{i >> 8 & 255}.{i & 255}")), IsBad: true, now, "x"));
        ladder.AssessAll();
        ladder.AssessChanged();
        var (all, changed) = (CpuClock.Best(3, ladder.AssessAll), CpuClock.Best(3, () => ladder.AssessChanged()));
        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"a round over {Things:N0} things that were said, of which nothing changed, one core"),
            string.Create(CultureInfo.InvariantCulture, $"{changed * 1e3:0} ms"), string.Create(CultureInfo.InvariantCulture, $"deciding about all {all * 1e3:0} ms"), all / changed, 1);
    }

    sealed class Nothing : ILocalEvidence
    {
        public bool IsOwn(Named named) => false;

        public LocalUse? Use(Named named) => null;
    }
}
