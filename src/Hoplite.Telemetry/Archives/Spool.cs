namespace Hoplite.Telemetry.Archives;

/// <summary>A zip archive is read from its end; one that lies inside another archive is kept until then.</summary>
static class Spool
{
    const int InMemory = 64 << 20;

    /// <summary>Keeps the stream in memory, or in an unnamed file of the system when it is large.</summary>
    public static Stream Keep(Stream stream, CancellationToken cancellation)
    {
        Stream kept = new MemoryStream();
        try
        {
            var buffer = new byte[64 << 10];
            while (stream.Read(buffer) is > 0 and var read)
            {
                cancellation.ThrowIfCancellationRequested();
                kept.Write(buffer, 0, read);
                if (kept is not MemoryStream { Length: > InMemory } memory) continue;
                var file = new FileStream(
                    Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose);
                kept = file;
                memory.WriteTo(file);
            }

            kept.Position = 0;
            return kept;
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }
}
