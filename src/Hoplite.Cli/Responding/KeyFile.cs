using Hoplite.Guard.Approvals;

namespace Hoplite.Cli.Responding;

/// <summary>The file with the key of a person: the name in the first line, then the key in PEM.</summary>
static class KeyFile
{
    const long Longest = 4_096;

    /// <summary>Writes one that nobody else can read; never over another.</summary>
    public static void Write(string path, ApprovalSigner signer)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(signer.Public.Person + "\n" + signer.Export());
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">It is none, or others can read it.</exception>
    public static ApprovalSigner Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > Longest) throw new UsageException($"there is no key in {path}; 'hoplite respond key' makes one");
        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None) throw new UsageException($"others can read {path}; run chmod 600 on it, and make a new key if somebody may have");
        var text = File.ReadAllText(path).Split('\n', 2);
        try
        {
            return text.Length == 2 ? ApprovalSigner.Import(text[0].Trim(), text[1]) : throw new FormatException("it is empty");
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{path} is no key: {wrong.Message}");
        }
    }
}
