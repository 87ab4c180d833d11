namespace Hoplite.Server.Configuration;

/// <summary>The configuration is wrong.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line, from 1; 0 when it is about no line.</param>
/// <param name="reason">What is wrong and what to do.</param>
public sealed class ConfigurationException(string file, long line, string reason) : Exception(line > 0 ? $"{file}:{line}: {reason}" : $"{file}: {reason}")
{
    /// <summary>The line, from 1; 0 when it is about no line.</summary>
    public long Line => line;
}
