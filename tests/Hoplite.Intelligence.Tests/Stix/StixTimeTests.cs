using CsCheck;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Tests.Stix;

public sealed class StixTimeTests
{
    [Theory]
    [InlineData("2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.100000000000Z", 0)]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", 0)]
    [InlineData("2026-01-01T00:00:00.1234567891Z", "2026-01-01T00:00:00.1234567892Z", -1)]
    [InlineData("2026-01-01T00:00:00.9Z", "2026-01-01T00:00:00.10Z", 1)]
    [InlineData("2026-12-31T23:59:60Z", "2026-12-31T23:59:59.999Z", 1)]
    public void Moments_are_compared_at_any_number_of_digits(string left, string right, int order)
    {
        Assert.True(StixTime.TryParse(left, out var one));
        Assert.True(StixTime.TryParse(right, out var two));

        Assert.Equal(order, Math.Sign(one.CompareTo(two)));
        Assert.Equal(order == 0, one == two);
        Assert.Equal(left, one.Text);
    }

    [Theory]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T00:00:00+00:00")]
    [InlineData("2026-01-01 00:00:00Z")]
    [InlineData("2026-01-01T00:00:00.Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("२०२६-01-01T00:00:00Z")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_texts_are_no_moments(string? text) => Assert.False(StixTime.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_back() => Gen.DateTime.Sample(moment =>
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
        Assert.True(StixTime.TryParse(StixTime.Write(utc), out var read));
        Assert.Equal(utc.UtcTicks / TimeSpan.TicksPerMillisecond, read.Instant.UtcTicks / TimeSpan.TicksPerMillisecond);
    });

    [Fact]
    public void No_text_makes_it_throw() => Gen.String[Gen.Char["0123456789-T:.Z२"], 0, 40].Sample(text => !StixTime.TryParse(text, out var time) || time.Instant.Year > 0);
}
