using Hoplite.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Hosting;

public sealed class HuntShelfTests
{
    const string Own = """
        id: 6f0c63f4-4e2f-4f7c-9d1e-8a1c7c1b2d3e
        version: 1
        title: 'One of our own'
        kind: hypothesis
        hypothesis: 'Somebody does what nobody here does.'
        techniques: [T1098]
        needs: [windows/security]
        query: where EventID == 1
        expected: 0
        disposition: 'Ask around.'
        schedule: manual
        """;

    [Fact]
    public async Task Hunts_are_read_once_and_again_when_a_file_of_the_folder_changes()
    {
        await using var site = await PlatformSite.StartAsync();
        var shelf = site.Server.App.Services.GetRequiredService<HuntShelf>();
        var shipped = shelf.All();
        Assert.NotEmpty(shipped);
        Assert.Same(shipped[0].Hunt, shelf.All()[0].Hunt);
        Assert.Same(shipped[0].Hunt, shelf.Find(shipped[0].Hunt.Name));

        var folder = Directory.CreateDirectory(Path.Combine(site.Server.Platform.Data, "hunts")).FullName;
        var file = Path.Combine(folder, "our_own.yaml");
        await File.WriteAllTextAsync(file, Own, TestContext.Current.CancellationToken);
        Assert.Equal(shipped.Count + 1, shelf.All().Count);
        Assert.Same(shelf.Find("our_own"), shelf.Find("our_own"));
        await File.WriteAllTextAsync(file, Own.Replace("Ask around.", "Ask around first.", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal("Ask around first.", shelf.Find("our_own")!.Disposition);
        File.Delete(file);
        Assert.Null(shelf.Find("our_own"));
        Assert.Equal(shipped.Count, shelf.All().Count);
    }
}
