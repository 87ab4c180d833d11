using System.Globalization;
using Hoplite.Intelligence.Poisoning;

namespace Hoplite.Intelligence.Tests.Poisoning;

public sealed class PoisoningBenchmarkTests(ITestOutputHelper output)
{
    public static TheoryData<string> Attacks => [.. PoisonAttack.Published.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Poison_stays_out_and_the_truth_comes_through(string name)
    {
        var attack = PoisonAttack.Published.Single(a => a.Name == name);
        var outcome = PoisoningBenchmark.Run(attack, [1, 2], cancellation: TestContext.Current.CancellationToken);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: recall {outcome.Ours.Recall:0.000} poison {outcome.Ours.Poison:0.0000} blocked {outcome.Blocked}; {string.Join(", ", outcome.Baselines.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Key} {b.Value.Recall:0.00}/{b.Value.Poison:0.00}")))}"));
        Assert.Equal(0, outcome.Blocked);
        Assert.True(outcome.Ours.Recall >= (attack.Bad > 8 ? 0.85 : 0.9), $"the truth: {outcome.Ours.Recall}");
        Assert.True(outcome.Ours.Poison <= (attack.Bad == 1 ? 0.01 : 0.02), $"poison: {outcome.Ours.Poison}");
    }
}
