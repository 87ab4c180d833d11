using System.Reflection;

namespace Hoplite.Intelligence.Warning;

/// <summary>Which warning list means what, from <c>content/warninglists/classes.tsv</c>: only a list of things that are no threat may veto a match.</summary>
sealed class WarningClasses
{
    readonly Dictionary<string, WarningClass> _classes = new(StringComparer.Ordinal);

    /// <summary>The table in this build.</summary>
    public static WarningClasses Shipped { get; } = Load();

    /// <summary>The class of a list; one that the table does not name says only what a thing is.</summary>
    public WarningClass Of(string list) => _classes.GetValueOrDefault(list, WarningClass.Known);

    static WarningClasses Load()
    {
        var classes = new WarningClasses();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("warninglists/classes.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#' && line.Split('\t') is [var list, var name, ..]) classes._classes[list] = Enum.Parse<WarningClass>(name, ignoreCase: true);
        return classes;
    }
}
