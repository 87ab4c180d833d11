namespace Hoplite.Agents.Providers;

/// <summary>Reads the key of a provider, from the environment or from a file that nobody else may read; never from the configuration.</summary>
static class ProviderKey
{
    const int Longest = 4096;

    /// <summary>The key; null when none is configured.</summary>
    /// <exception cref="ProviderConfigurationException">It is not where it should be, or others may read it.</exception>
    public static string? Read(ProviderOptions options, Func<string, string?> environment)
    {
        if (options.KeyEnv is { Length: > 0 } variable)
            return environment(variable)?.Trim() is { Length: > 0 } key ? key : throw new ProviderConfigurationException($"the key of provider '{options.Name}' should be in the environment variable {variable}, which is empty");
        if (options.KeyFile is not { Length: > 0 } path) return null;
        if (!File.Exists(path)) throw new ProviderConfigurationException($"the key of provider '{options.Name}' should be in {path}, which is not there");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            throw new ProviderConfigurationException($"others may read the key of provider '{options.Name}'; run: chmod 600 {path}");
        if (new FileInfo(path).Length > Longest) throw new ProviderConfigurationException($"{path} is no key: it is too long");
        string content;
        try
        {
            content = File.ReadAllText(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ProviderConfigurationException($"the key of provider '{options.Name}' in {path} cannot be read: {refused.Message}");
        }

        return content.Trim() is { Length: > 0 } text && !text.Any(char.IsControl) ? text : throw new ProviderConfigurationException($"{path} is no key: it should be one line");
    }
}

/// <summary>The configuration of a provider is wrong; the message says what to do.</summary>
public sealed class ProviderConfigurationException(string message) : Exception(message);
