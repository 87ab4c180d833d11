namespace Hoplite.Server.Hosting;

/// <summary>The folder where everything is kept; only the account that runs the server reads it.</summary>
static class DataFolder
{
    /// <summary>Makes it, if it is not there.</summary>
    /// <returns>Its full path.</returns>
    public static string Make(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
}
