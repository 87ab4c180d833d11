namespace Hoplite.Server.Hosting;

/// <summary>The folder where everything is kept, and copies of it: for one account, whatever the machine's habits are.</summary>
public static class DataFolder
{
    const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder when it is not there.</summary>
    /// <returns>Its whole path.</returns>
    public static string Make(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, OwnFile | UnixFileMode.UserExecute).FullName;

    /// <summary>Makes a file, or empties the one that is there.</summary>
    public static FileStream MakeFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }
}
