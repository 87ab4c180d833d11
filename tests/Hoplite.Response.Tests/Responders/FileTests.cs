using System.Security.Cryptography;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Files;

namespace Hoplite.Response.Tests.Responders;

/// <summary>Real files are moved away and put back, within a file system and across two.</summary>
public sealed class FileTests : IDisposable
{
    readonly string _home = Directory.CreateTempSubdirectory("hoplite-files-").FullName;
    readonly string _other = Directory.Exists("/dev/shm") ? Directory.CreateDirectory($"/dev/shm/hoplite-{Guid.NewGuid():N}").FullName : "";

    public FileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "files are held by descriptors on Linux only");

    public static TheoryData<int, bool> Places => [.. Enumerable.Range(0, 14).SelectMany(p => new[] { (p, false), (p, true) })];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_is_moved_away_and_put_back_as_it_was(bool isFar)
    {
        var (action, before) = Make();
        await SuddenEnd.LeaseAsync(Quarantine(isFar), action, () =>
        {
            Assert.False(File.Exists(Evil));
            var kept = Directory.GetFiles(Store(isFar)).Single(f => !f.EndsWith(".json", StringComparison.Ordinal));
            Assert.Equal(UnixFileMode.None, new FileInfo(kept).UnixFileMode);
            Assert.Contains("\"name\":\"evil\"", File.ReadAllText(kept + ".json"), StringComparison.Ordinal);
        });
        Assert.Equal(before, Now());
        Assert.Empty(Directory.GetFiles(Store(isFar)));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task After_a_sudden_end_at_any_place_the_file_is_as_it_was(int place, bool isFar)
    {
        var (action, before) = Make();
        await SuddenEnd.AtAsync(place, Quarantine(isFar), action);
        Assert.Equal(before, Now());
        Assert.True(!Directory.Exists(Store(isFar)) || Directory.GetFiles(Store(isFar)).Length == 0);
    }

    [Fact]
    public async Task Something_new_at_the_old_place_is_not_overwritten()
    {
        var (action, _) = Make();
        var quarantine = Quarantine(isFar: false);
        var call = await quarantine.CallAsync(action);
        await quarantine.ActAsync(call, default);
        File.WriteAllText(Evil, "new");
        Assert.Contains("something new", (await Assert.ThrowsAsync<ResponderException>(async () => await quarantine.UndoAsync(call, default))).Message, StringComparison.Ordinal);
        Assert.Equal("new", File.ReadAllText(Evil));
        File.Delete(Evil);
        await quarantine.UndoAsync(call, default);
        Assert.Equal("evil bytes", File.ReadAllText(Evil));
    }

    [Fact]
    public async Task A_link_is_not_followed_and_a_file_that_was_swapped_stays()
    {
        var (action, _) = Make();
        var quarantine = Quarantine(isFar: false);
        var call = await quarantine.CallAsync(action);
        File.Move(Evil, _home + "/elsewhere");
        File.CreateSymbolicLink(Evil, _home + "/elsewhere");
        await Assert.ThrowsAsync<ResponderException>(async () => await quarantine.ActAsync(call, default));
        Assert.Equal("evil bytes", File.ReadAllText(_home + "/elsewhere"));
        await Assert.ThrowsAsync<ResponderException>(async () => await quarantine.ObserveAsync(action, default));
    }

    public void Dispose()
    {
        Directory.Delete(_home, recursive: true);
        if (_other.Length > 0) Directory.Delete(_other, recursive: true);
    }

    string Evil => $"{_home}/files/below/evil";

    string Store(bool isFar) => (isFar ? _other : _home) + "/store";

    FileQuarantine Quarantine(bool isFar)
    {
        Assert.SkipWhen(isFar && _other.Length == 0, "there is no second file system");
        return new FileQuarantine(new QuarantineOptions { Folders = [_home + "/files"], Store = Store(isFar) });
    }

    (ProposedAction Action, string State) Make()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Evil)!);
        File.WriteAllText($"{_home}/files/good", "good");
        File.WriteAllText(Evil, "evil bytes");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Evil, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
        File.SetLastWriteTimeUtc(Evil, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1234567));
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Evil)));
        return (Calls.Of(ActionKind.QuarantineFile, TargetForm.File(Calls.Here.Name, hash)!), Now());
    }

    string Now()
    {
        using var folder = FileCalls.OpenFolder(Path.GetDirectoryName(Evil)!);
        var state = FileCalls.Look(folder, "evil")!;
        return $"{state.Rights:x} {state.User} {state.Group} {state.Written} {state.Read} {FileSearch.Hash(folder, "evil").Length} {File.ReadAllText(Evil)}";
    }
}
