using System.Net;
using Hoplite.Intelligence.Taxii.Client;

namespace Hoplite.Intelligence.Tests.Taxii;

public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("9.9.9.9", true)]
    [InlineData("2620:fe::fe", true)]
    [InlineData("192.168.7.7", true)]
    public void Only_the_public_internet_and_what_is_allowed_is_reached(string address, bool allowed) =>
        Assert.Equal(allowed, PrivateAddresses.IsAllowed(IPAddress.Parse(address), [IPNetwork.Parse("192.168.7.0/24")]));

    [Fact]
    public async Task A_server_on_our_own_machine_is_refused_by_address_and_by_name()
    {
        using var client = new TaxiiClient(new TaxiiClientOptions());
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "2130706433" })
            Assert.Contains("not of the public internet", (await Assert.ThrowsAsync<TaxiiClientException>(() => client.DiscoverAsync(new Uri($"http://{host}:9/taxii2/"), TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_failures_it_waits_longer_and_as_long_as_it_is_asked_to()
    {
        Assert.Equal([30, 60, 120], Enumerable.Range(1, 3).Select(n => TaxiiFeed.Wait(n, null).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), TaxiiFeed.Wait(1, TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(6), TaxiiFeed.Wait(60, TimeSpan.FromDays(9)));
    }
}
