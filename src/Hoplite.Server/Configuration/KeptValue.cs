namespace Hoplite.Server.Configuration;

/// <summary>A secret that is not written into the configuration: <c>env:NAME</c> or <c>file:/path</c>.</summary>
public static class KeptValue
{
    const int Most = 4_096;

    /// <summary>Reads the value from where it is kept.</summary>
    /// <exception cref="InvalidDataException">It is not there, or others can read the file.</exception>
    public static string? Read(string? value) => value switch
    {
        null => null,
        _ when value.StartsWith("env:", StringComparison.Ordinal) => Environment.GetEnvironmentVariable(value[4..]) is { Length: > 0 } found ? found : throw new InvalidDataException($"the environment variable {value[4..]} is not set"),
        _ when value.StartsWith("file:", StringComparison.Ordinal) => FromFile(value[5..]),
        _ => value,
    };

    static string FromFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new InvalidDataException($"the file {path} does not exist");
        if (file.Length > Most) throw new InvalidDataException($"the file {path} is longer than a secret");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            throw new InvalidDataException($"others can read the file {path}; run chmod 600 on it");
        return File.ReadAllText(path).Trim();
    }
}
