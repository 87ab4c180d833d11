using System.Buffers;
using System.IO.Compression;
using Hoplite.Store.Spooling;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Listeners.Http;

/// <summary>The body of a request, unpacked, up to the most a delivery may have.</summary>
static class BoundedBody
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, cannot be unpacked, or is packed in a way that is not known.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var packing = request.Headers.ContentEncoding.ToString();
        Stream body = packing switch
        {
            "" or "identity" => request.Body,
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
            "zstd" => new ZstdSharp.DecompressionStream(request.Body),
            _ => throw new BadHttpRequestException("the content encoding is not known; send gzip, deflate, zstd or none", StatusCodes.Status415UnsupportedMediaType),
        };
        var buffer = new ArrayBufferWriter<byte>(64 << 10);
        try
        {
            while (await body.ReadAsync(buffer.GetMemory(32 << 10), cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                buffer.Advance(read);
                if (buffer.WrittenCount > Delivery.MaxPayload)
                    throw new BadHttpRequestException($"a body may have {Delivery.MaxPayload >> 20} MiB when unpacked; send smaller batches", StatusCodes.Status413PayloadTooLarge);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or ZstdSharp.ZstdException or EndOfStreamException)
        {
            throw new BadHttpRequestException("the body cannot be unpacked", StatusCodes.Status400BadRequest, broken);
        }

        return buffer.WrittenMemory;
    }
}
