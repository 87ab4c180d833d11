using Hoplite.Server.Configuration;

namespace Hoplite.Server.Tests.Hosting;

public sealed class KeptValueTests
{
    [Fact]
    public void A_secret_in_a_file_must_be_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "open sesame\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("open sesame", KeptValue.Read("file:" + path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<InvalidDataException>(() => KeptValue.Read("file:" + path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void What_is_kept_nowhere_else_is_the_value_itself()
    {
        Assert.Null(KeptValue.Read(null));
        Assert.Equal("as it stands", KeptValue.Read("as it stands"));
        Assert.Contains("HOPLITE_NOT_THERE", Assert.Throws<InvalidDataException>(() => KeptValue.Read("env:HOPLITE_NOT_THERE")).Message, StringComparison.Ordinal);
    }
}
