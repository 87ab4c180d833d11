namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>Reads a stream to its end, but never more than is allowed.</summary>
static class BoundedReading
{
    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">It is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream from, int most, CancellationToken cancellation)
    {
        var (bytes, length) = (new byte[Math.Min(most, 64 << 10) + 1], 0);
        while (true)
        {
            var read = await from.ReadAsync(bytes.AsMemory(length), cancellation).ConfigureAwait(false);
            if (read == 0) return bytes.AsMemory(0, length);
            length += read;
            if (length > most) throw new IOException($"the answer is longer than {most} bytes");
            if (length == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, most + 1L));
        }
    }
}
