using System.IO.Compression;
using Hoplite.Intelligence.Taxii;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Taxii;

/// <summary>Sends resources: packed when the client takes that, and not again when it has them.</summary>
static class TaxiiAnswer
{
    const int WorthPacking = 1_024;

    /// <summary>Sends a resource.</summary>
    public static async Task SendAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = MediaTypes.Taxii;
        response.Headers.Vary = "Accept-Encoding";
        if (response.Headers.CacheControl.Count == 0) response.Headers.CacheControl = "private, no-cache";
        if (body.Length >= WorthPacking && Encoding(context.Request) is { } encoding)
        {
            response.Headers.ContentEncoding = encoding;
            using var packed = new PooledBytes();
            await using (var stream = new BufferStream(packed))
            await using (Stream packing = encoding == "br" ? new BrotliStream(stream, CompressionLevel.Fastest) : new GZipStream(stream, CompressionLevel.Fastest))
                packing.Write(body.Span);
            await WriteAsync(context, packed.Written).ConfigureAwait(false);
            return;
        }

        await WriteAsync(context, body).ConfigureAwait(false);
    }

    /// <summary>Sends an error.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.Headers.CacheControl = "no-store";
        return SendAsync(context, status, TaxiiResources.Error(status, why, context.TraceIdentifier));
    }

    /// <summary>Whether the client has it already; says what it has.</summary>
    public static bool HasAlready(HttpContext context, string tag)
    {
        var etag = $"W/\"{tag}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (!context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(etag, StringComparer.Ordinal)) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    static string? Encoding(HttpRequest request)
    {
        string? best = null;
        foreach (var part in request.Headers.AcceptEncoding.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            if (pieces.Length > 1 && pieces[1] is "q=0" or "q=0.0" or "q=0.00" or "q=0.000") continue;
            if (pieces[0].Equals("gzip", StringComparison.OrdinalIgnoreCase)) best ??= "gzip";
            else if (pieces[0].Equals("br", StringComparison.OrdinalIgnoreCase)) best = "br";
        }

        return best;
    }

    // The packers write to streams only.
    sealed class BufferStream(PooledBytes target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => target.Written.Length;

        public override long Position
        {
            get => target.Written.Length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => System.Buffers.BuffersExtensions.Write(target, buffer);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
