using System.Text.Json.Nodes;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Tests.Taxii;
using static Hoplite.Server.Tests.Intelligence.IntelligenceSite;
using static Hoplite.Server.Tests.Intelligence.ListFeedTests;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>A collection of one platform, polled by another.</summary>
public sealed class TaxiiFeedTests
{
    [Fact]
    public async Task What_a_collection_brings_is_matched_and_how_the_feed_does_is_told_like_that_of_others()
    {
        await using var publisher = await TaxiiSite.StartAsync();
        var indicator = Bundle(Attacker)["objects"]![0]!.DeepClone();
        indicator["object_marking_refs"] = new JsonArray(Hoplite.Intelligence.Stix.Markings.TlpMarkings.Id(Hoplite.Intelligence.Stix.Markings.Tlp.Clear));
        Assert.Equal(202, (await publisher.PostAsync(TaxiiSite.Empty + "objects/", TaxiiSite.Envelope(indicator))).Status);
        var secret = Path.Combine(publisher.Platform.Folder, "secret");
        await File.WriteAllTextAsync(secret, "Password0", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead);

        await using var site = await StartAsync(new FeedOptions { Name = "sector", Url = new Uri(publisher.Address, "trustgroup1/").ToString(), Collection = TaxiiSite.Empty.Split('/')[^2], User = "admin", Password = "file:" + secret });
        await MatchedAsync(site, 1);
        await site.SendAsync(Login(Now, Attacker));
        await FindingsAsync(site, await IdAsync(site, Attacker), 1);
        Assert.Null((string?)await PollAsync(site));
        var row = (await site.Admin.GetAsync(Base)).Json!["feeds"]![0]!;
        Assert.Equal(("Taxii", 1, 0), ((string)row["kind"]!, (int)row["objects"]!, (int)row["failures"]!));
        Assert.NotNull(row["checked"]);
        Assert.NotNull(row["last"]);
        Assert.Equal(1, (int)row["hits"]!);
    }
}
