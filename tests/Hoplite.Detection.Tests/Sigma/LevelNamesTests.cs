using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Sigma;

public sealed class LevelNamesTests
{
    [Fact]
    public void Every_level_has_the_word_of_the_specification_and_is_found_by_it()
    {
        Assert.Equal(["informational", "low", "medium", "high", "critical"], Enum.GetValues<Level>().Select(LevelNames.Of));
        Assert.All(Enum.GetValues<Level>(), level => Assert.Equal(level, LevelNames.Parse(LevelNames.Of(level))));
        Assert.Equal(Level.High, LevelNames.Parse("HIGH"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("severe")]
    [InlineData("3")]
    public void What_is_no_level_is_none(string? word) => Assert.Null(LevelNames.Parse(word));
}
