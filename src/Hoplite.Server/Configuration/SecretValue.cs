namespace Hoplite.Server.Configuration;

/// <summary>Secrets stand in the environment or in a file only their owner reads, never in the configuration itself.</summary>
public static class SecretValue
{
    /// <summary>Reads <c>env:NAME</c> or <c>file:/path</c>.</summary>
    /// <param name="reference">What the configuration says.</param>
    /// <param name="path">Which option it is.</param>
    /// <exception cref="ConfigurationException">It is neither, or cannot be read.</exception>
    public static string Read(string reference, string path)
    {
        if (reference.StartsWith("env:", StringComparison.Ordinal))
            return Environment.GetEnvironmentVariable(reference[4..]) is { Length: > 0 } value ? value : throw new ConfigurationException(path, 0, $"the variable {reference[4..]} is not set");
        if (!reference.StartsWith("file:", StringComparison.Ordinal)) throw new ConfigurationException(path, 0, "write env:NAME or file:/path; a secret does not stand in the configuration");
        var file = reference[5..];
        if (!File.Exists(file)) throw new ConfigurationException(path, 0, $"there is no file {file}");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            throw new ConfigurationException(path, 0, $"{file} can be read by others; chmod 600 it");
        return File.ReadAllText(file).Trim();
    }
}
