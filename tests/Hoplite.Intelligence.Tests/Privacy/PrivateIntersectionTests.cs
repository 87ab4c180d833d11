using CsCheck;
using Hoplite.Intelligence.Privacy;

namespace Hoplite.Intelligence.Tests.Privacy;

public sealed class PrivateIntersectionTests
{
    [Fact]
    public void Both_sides_learn_what_both_see_and_nothing_else()
    {
        string[] ours = [.. Enumerable.Range(0, 60).Select(i => $"198.51.100.{i}")];
        string[] theirs = [.. Enumerable.Range(40, 60).Select(i => $"198.51.100.{i}")];
        using var us = new PrivateIntersection(ours);
        using var them = new PrivateIntersection(theirs);
        var (first, second) = (us.Hidden(TestContext.Current.CancellationToken), them.Hidden(TestContext.Current.CancellationToken));
        var common = us.Common(them.HideAgain(first, TestContext.Current.CancellationToken), us.HideAgain(second, TestContext.Current.CancellationToken));
        Assert.Equal(ours.Intersect(theirs).Order(), common.Order());
    }

    [Fact]
    public void What_is_sent_looks_different_each_time_and_holds_no_value()
    {
        string[] values = ["203.0.113.7", "bad.example"];
        using var once = new PrivateIntersection(values);
        using var again = new PrivateIntersection(values);
        var (first, second) = (once.Hidden(TestContext.Current.CancellationToken), again.Hidden(TestContext.Current.CancellationToken));
        Assert.Equal(values.Length * PrivateIntersection.PointLength, first.Length);
        Assert.Empty(first.Chunk(PrivateIntersection.PointLength).Select(Convert.ToHexString).Intersect(second.Chunk(PrivateIntersection.PointLength).Select(Convert.ToHexString)));
    }

    [Fact]
    public void What_is_no_hidden_value_is_refused()
    {
        using var us = new PrivateIntersection(["a"]);
        Assert.Throws<InvalidDataException>(() => us.HideAgain(new byte[31], TestContext.Current.CancellationToken));
        Assert.Throws<InvalidDataException>(() => us.HideAgain(new byte[32], TestContext.Current.CancellationToken));
        Assert.Throws<InvalidDataException>(() => us.Common(new byte[64], []));
    }

    [Fact]
    public void Points_multiplied_by_two_secrets_are_the_same_in_either_order_and_points_of_small_order_are_refused()
    {
        using CurveSecret one = new(), other = new();
        Gen.Byte.Array[CurveSecret.Length].Sample(point =>
        {
            byte[] first = new byte[CurveSecret.Length], second = new byte[CurveSecret.Length], both = new byte[CurveSecret.Length], again = new byte[CurveSecret.Length];
            if (!one.TryMultiply(point, first) || !other.TryMultiply(point, second)) return;
            Assert.True(other.TryMultiply(first, both) && one.TryMultiply(second, again));
            Assert.Equal(both, again);
        }, iter: 500);
        Assert.False(one.TryMultiply(new byte[CurveSecret.Length], new byte[CurveSecret.Length]));
    }

    [Fact]
    public void A_number_is_a_square_when_raising_it_to_half_of_the_prime_says_so()
    {
        var big = System.Numerics.BigInteger.Pow(2, 255) - 19;
        foreach (var prime in new[] { big, 3, 7, 65_537, System.Numerics.BigInteger.Pow(2, 127) - 1 })
            Gen.Byte.Array[32].Sample(bytes =>
            {
                var number = new System.Numerics.BigInteger(bytes, isUnsigned: true) % prime;
                Assert.Equal(System.Numerics.BigInteger.ModPow(number, (prime - 1) / 2, prime).IsOne, QuadraticResidue.Is(number, prime));
                Assert.True(number.IsZero || QuadraticResidue.Is(number * number % prime, prime));
            });
    }

    [Fact]
    public void Counts_are_off_by_as_much_as_is_stated()
    {
        const double epsilon = 0.5;
        var mean = Enumerable.Range(0, 20_000).Average(_ => Math.Abs(PrivateCount.Of(1_000, epsilon).Value - 1_000));
        Assert.InRange(mean, PrivateCount.ExpectedError(epsilon) * 0.9, PrivateCount.ExpectedError(epsilon) * 1.1);
    }

    [Fact]
    public void A_budget_that_is_spent_gives_no_more_until_tomorrow()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var budget = new PrivacyBudget(1, time);
        Assert.True(budget.TrySpend("clinic", 0.6));
        Assert.False(budget.TrySpend("clinic", 0.6));
        Assert.True(budget.TrySpend("school", 0.6));
        time.Advance(TimeSpan.FromDays(1));
        Assert.True(budget.TrySpend("clinic", 0.6));
    }
}
