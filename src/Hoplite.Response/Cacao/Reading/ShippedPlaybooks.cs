using System.Reflection;

namespace Hoplite.Response.Cacao;

/// <summary>The playbooks of this build (<c>content/playbooks/cacao</c>).</summary>
public static class ShippedPlaybooks
{
    const string Prefix = "playbooks/";

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n)).Order(StringComparer.Ordinal)];

    /// <summary>The bytes of one.</summary>
    public static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.json") ?? throw new ArgumentException($"there is no playbook '{name}' in this build", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>All of them, read and checked.</summary>
    /// <param name="now">The time, UTC.</param>
    public static IReadOnlyList<LibraryEntry> Load(DateTimeOffset now) => [.. Names.Select(name =>
    {
        var reading = PlaybookReader.Read(Read(name), $"{name}.json");
        return new LibraryEntry($"{name}.json", reading.Playbook, reading.Playbook is { } playbook ? PlaybookChecks.Run(playbook, $"{name}.json", now) : reading.Problems);
    })];
}
