using System.Text;

namespace Hoplite.Response.Responders.Local;

/// <summary>A text file that is replaced as a whole: whoever reads it sees the old text or the new one.</summary>
static class TextFile
{
    /// <summary>The text; null when there is no file.</summary>
    /// <exception cref="ResponderException">It cannot be read.</exception>
    public static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path, Encoding.UTF8) : null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ResponderException($"{path} cannot be read: {failed.Message}", failed);
        }
    }

    /// <summary>Puts a text in its place, with the rights it had; null takes the file away.</summary>
    /// <exception cref="ResponderException">It cannot be written.</exception>
    public static void Replace(string path, string? text)
    {
        try
        {
            if (text is null)
            {
                File.Delete(path);
                return;
            }

            var draft = path + ".hoplite-new";
            using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(draft, File.GetUnixFileMode(path));
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ResponderException($"{path} cannot be written: {failed.Message}", failed);
        }
    }
}
