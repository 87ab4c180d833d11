using System.IO.Compression;
using Hoplite.Intelligence.Taxii;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Taxii;

/// <summary>Reads the body of a request, never more of it than the root takes.</summary>
static class TaxiiBody
{
    const int AtFirst = 64 << 10;

    /// <summary>Reads it, unpacked.</summary>
    /// <exception cref="TaxiiRefusal">It is of another type (415), or too long (413).</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (!MediaTypes.IsTaxii(request.ContentType)) throw new TaxiiRefusal(415, $"Content-Type must be {MediaTypes.Taxii}");
        if (request.ContentLength > most) throw TooLong(most);
        switch (request.Headers.ContentEncoding.ToString())
        {
            case "" or "identity":
                return await ReadAsync(request.Body, (int)(request.ContentLength ?? AtFirst), most, cancellation).ConfigureAwait(false);
            case "gzip":
                await using (var unpacking = new GZipStream(request.Body, CompressionMode.Decompress))
                {
                    try
                    {
                        return await ReadAsync(unpacking, AtFirst, most, cancellation).ConfigureAwait(false);
                    }
                    catch (InvalidDataException)
                    {
                        throw new TaxiiRefusal(422, "the body is not packed as its Content-Encoding says");
                    }
                }

            default:
                throw new TaxiiRefusal(415, "Content-Encoding must be gzip, or left out");
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream from, int expected, int most, CancellationToken cancellation)
    {
        var (bytes, length) = (new byte[expected + 1], 0);
        while (true)
        {
            var read = await from.ReadAsync(bytes.AsMemory(length), cancellation).ConfigureAwait(false);
            if (read == 0) return bytes.AsMemory(0, length);
            length += read;
            if (length > most) throw TooLong(most);
            if (length == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, most + 1L));
        }
    }

    static TaxiiRefusal TooLong(int most) => new(413, $"the request is longer than max_content_length, {most} bytes");
}
