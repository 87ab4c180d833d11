using Hoplite.Intelligence.Poisoning;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Tests.Poisoning;

public sealed class HostileBundlesTests(ITestOutputHelper output)
{
    [Fact]
    public void A_thousand_hostile_bundles_of_trusted_members_do_no_harm()
    {
        var families = HostileBundles.Run(PatternNames.Of, _ => null, TestContext.Current.CancellationToken);
        foreach (var family in families) output.WriteLine(family.ToString());
        Assert.Equal(HostileBundles.Count, families.Sum(f => f.Bundles));
        Assert.All(families, f => Assert.Equal((0, 0), (f.Harm, f.Blocks)));
    }

}
