using Hoplite.Server.Hosting;
using Hoplite.Server.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Hosting;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_made_while_events_arrive_is_restored_whole_and_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-backup-").FullName;
        var file = Path.Combine(folder, "backup.tar.zst");
        await using (var site = await PlatformSite.StartAsync())
        {
            await site.SendAsync(PlatformSite.Guessing(TimeProvider.System.GetUtcNow().AddMinutes(-2)));
            await site.UntilAsync("/api/v1/incidents", p => p["total"]!.GetValue<int>() > 0);
            var sending = SendAsync(site);
            await Backup.WriteAsync(site.Server.Platform, site.Server.App.Services.GetRequiredService<PlatformLedger>(), file, TestContext.Current.CancellationToken);
            await sending;
        }

        Assert.True(await Restore.RunAsync(file, Path.Combine(folder, "data"), TestContext.Current.CancellationToken) > 3);
        await using (var site = await PlatformSite.StartAsync(folder))
        {
            Assert.NotEqual(0, (await site.Admin.GetAsync("/api/v1/incidents")).Json!["total"]!.GetValue<int>());
            Assert.Null(site.Server.App.Services.GetRequiredService<PlatformLedger>().Problem);
            await site.SendAsync("{\"after\": \"restore\"}");
            var rows = await site.UntilAsync("/api/v1/overview", o => o["eventsToday"]!.GetValue<long>() > 31);
            Assert.NotNull(rows);
            var twice = (await site.Admin.PostAsync("/api/v1/hunt", new { query = "where isnotempty(serial) | summarize n = count() by serial | where n > 1" })).Json!;
            Assert.Empty(twice["rows"]!.AsArray());
        }

        Directory.Delete(folder, recursive: true);

        static async Task SendAsync(PlatformSite site)
        {
            for (var i = 0; i < 100; i++) await site.SendAsync($"{{\"serial\": \"s{i}\"}}");
        }
    }

    [Fact]
    public async Task What_is_kept_and_a_copy_of_it_are_for_one_account()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        var folder = Directory.CreateTempSubdirectory("hoplite-backup-").FullName;
        var (file, restored) = (Path.Combine(folder, "backup.tar.zst"), Path.Combine(folder, "restored"));
        await using (var site = await PlatformSite.StartAsync(folder)) await Backup.WriteAsync(site.Server.Platform, site.Server.App.Services.GetRequiredService<PlatformLedger>(), file, TestContext.Current.CancellationToken);
        await Restore.RunAsync(file, restored, TestContext.Current.CancellationToken);
        foreach (var kept in new[] { file, Path.Combine(folder, "data"), restored }) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(kept) & Others);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_a_folder_in_use_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-backup-").FullName;
        var file = Path.Combine(folder, "backup.tar.zst");
        await using (var site = await PlatformSite.StartAsync())
        {
            await Backup.WriteAsync(site.Server.Platform, site.Server.App.Services.GetRequiredService<PlatformLedger>(), file, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<IOException>(() => Restore.RunAsync(file, site.Server.Platform.Data, TestContext.Current.CancellationToken));
        }

        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        foreach (var damaged in new[] { bytes[..(bytes.Length / 2)], [.. bytes[..^40], .. new byte[40]], "not a backup"u8.ToArray() })
        {
            await File.WriteAllBytesAsync(file, damaged, TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<InvalidDataException>(() => Restore.RunAsync(file, Path.Combine(folder, "data"), TestContext.Current.CancellationToken));
            Assert.False(Directory.Exists(Path.Combine(folder, "data")));
        }

        Directory.Delete(folder, recursive: true);
    }
}
