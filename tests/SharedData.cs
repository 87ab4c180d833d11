namespace Hoplite.Tests;

/// <summary>Recorded evidence outside the project, found through <c>HOPLITE_DATA</c>; a test that needs it skips, visibly, where it is absent.</summary>
static class SharedData
{
    static readonly string Root = FindRoot();

    /// <summary>The full path of a file or folder below the data root; skips the calling test when it is not there.</summary>
    public static string Require(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(Path.Exists(path), $"no evidence at {relative}; set HOPLITE_DATA to the folder that holds it");
        return path;
    }

    static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("HOPLITE_DATA") is { Length: > 0 } set) return Path.GetFullPath(set);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hoplite.slnx")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
        return "absent";
    }
}
