namespace Hoplite.Detection.Rules;

/// <summary>Where fetched rule packs lie: the current one and the one before it.</summary>
/// <param name="root">The folder.</param>
public sealed class RuleStore(string root)
{
    /// <summary>The store of this user: <c>HOPLITE_HOME</c>, or the usual place for application data.</summary>
    public static RuleStore Default { get; } = new(Path.Combine(
        Environment.GetEnvironmentVariable("HOPLITE_HOME") is { Length: > 0 } home ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "hoplite"),
        "rules"));

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <summary>The pack in use, or null when none was fetched.</summary>
    public string? Current => Directory.Exists(Path.Combine(root, "current")) ? Path.Combine(root, "current") : null;
}
