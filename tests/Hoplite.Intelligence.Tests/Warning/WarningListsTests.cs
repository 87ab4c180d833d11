using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Tests.Warning;

public sealed class WarningListsTests
{
    [Theory]
    [InlineData(NamedKind.Address, "8.8.8.8")]
    [InlineData(NamedKind.Address, "1.1.1.1")]
    [InlineData(NamedKind.Address, "2606:4700:4700::1111")]
    [InlineData(NamedKind.Address, "31.13.64.35")]
    [InlineData(NamedKind.Address, "57.144.0.1")]
    [InlineData(NamedKind.Address, "2a03:2880:15ff:4e::")]
    [InlineData(NamedKind.Address, "10.1.2.3")]
    [InlineData(NamedKind.Network, "8.8.0.0/16")]
    [InlineData(NamedKind.Network, "0.0.0.0/0")]
    [InlineData(NamedKind.Domain, "google.com")]
    [InlineData(NamedKind.Domain, "com")]
    [InlineData(NamedKind.Url, "https://8.8.8.8/dns-query")]
    [InlineData(NamedKind.Hash, "d41d8cd98f00b204e9800998ecf8427e")]
    public void What_everybody_depends_on_is_benign(NamedKind kind, string value) =>
        Assert.Equal(WarningClass.Benign, WarningLists.Shipped.Find(Named.Of(kind, value))[0].Class);

    [Theory]
    [InlineData(NamedKind.Address, "203.0.113.77x")]
    [InlineData(NamedKind.Domain, "evil-update-service.net")]
    [InlineData(NamedKind.Hash, "0123456789abcdef0123456789abcdef")]
    public void What_nobody_knows_is_on_no_list(NamedKind kind, string value) => Assert.Empty(WarningLists.Shipped.Find(new Named(kind, value)));

    [Fact]
    public void A_vpn_is_known_and_no_veto() =>
        Assert.DoesNotContain(WarningLists.Shipped.Lists, l => l.List.StartsWith("vpn", StringComparison.Ordinal) && l.Class == WarningClass.Benign);

    [Fact]
    public void Lists_in_a_folder_are_read_as_the_shipped_ones()
    {
        var lists = WarningLists.ReadFolder(Hoplite.Tests.SharedData.Require("stix/misp-warninglists/lists"));
        Assert.Equal(WarningLists.Shipped.Lists.Count - 1, lists.Lists.Count);
        Assert.Equal(WarningClass.Benign, lists.Find(Named.Of(NamedKind.Domain, "microsoft.com"))[0].Class);
    }
}
