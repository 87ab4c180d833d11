using System.Runtime.Versioning;
using Hoplite.Guard.Cedar;
using Hoplite.Guard.Cedar.Wasm;
using Wasmtime;

namespace Hoplite.Guard.Tests.Cedar;

public sealed class CompiledModulesTests : IDisposable
{
    // The smallest module there is.
    static readonly byte[] Nothing = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];

    readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hoplite-cedar-");
    readonly Engine _engine = new();

    string Folder => Path.Combine(_temporary.FullName, "cache");
    string Key => Path.Combine(Folder, "cedar.key");
    string Compiled => Directory.GetFiles(Folder, "*.cwasm").Single();

    public void Dispose()
    {
        _engine.Dispose();
        _temporary.Delete(recursive: true);
    }

    [Fact]
    public void A_module_is_compiled_once_and_kept_for_this_user_only()
    {
        Assert.True(WasCompiled());
        Assert.False(WasCompiled());
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Compiled));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(-1)]
    public void A_module_that_was_tampered_with_is_compiled_again(int at)
    {
        WasCompiled();
        var bytes = File.ReadAllBytes(Compiled);
        bytes[at < 0 ? ^1 : at] ^= 1;
        File.WriteAllBytes(Compiled, bytes);
        Assert.True(WasCompiled());
        Assert.False(WasCompiled());
    }

    [Fact]
    public void A_module_that_was_cut_off_is_compiled_again()
    {
        WasCompiled();
        foreach (var length in new[] { 0, 31, 32, 100 })
        {
            File.WriteAllBytes(Compiled, File.ReadAllBytes(Compiled)[..length]);
            Assert.True(WasCompiled());
        }
    }

    [Fact]
    public void A_module_of_another_folder_is_compiled_again()
    {
        WasCompiled();
        var bytes = File.ReadAllBytes(Compiled);
        File.Delete(Key);
        Assert.True(WasCompiled());
        File.WriteAllBytes(Compiled, bytes);
        Assert.True(WasCompiled());
    }

    [Fact]
    public void Nothing_is_loaded_from_where_others_can_write()
    {
        WasCompiled();

        [UnsupportedOSPlatform("windows")]
        void IsRefused(string path, UnixFileMode more)
        {
            var mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, mode | more);
            Assert.True(WasCompiled(), $"{path} {more}");
            if (Path.Exists(path)) File.SetUnixFileMode(path, mode);
            Assert.False(WasCompiled());
        }
        if (OperatingSystem.IsWindows()) return;
        IsRefused(Folder, UnixFileMode.OtherWrite);
        IsRefused(Folder, UnixFileMode.GroupWrite);
        IsRefused(Key, UnixFileMode.OtherRead);
        IsRefused(Key, UnixFileMode.GroupWrite);
        IsRefused(Compiled, UnixFileMode.OtherWrite);
    }

    [Fact]
    public void Without_a_folder_it_is_compiled_every_time()
    {
        File.WriteAllText(Folder, "a file, not a folder");
        Assert.True(WasCompiled());
        Assert.True(WasCompiled());
    }

    [Fact]
    public void The_engine_itself_comes_from_the_cache_the_second_time()
    {
        SharedEngine.Require();
        using var again = CedarEngine.Load(SharedEngine.Cache);
        Assert.False(again.WasCompiled);
    }

    bool WasCompiled()
    {
        var (module, compiled) = new CompiledModules(Folder).Get(_engine, new string('0', 64), () => Nothing);
        module.Dispose();
        return compiled;
    }
}
