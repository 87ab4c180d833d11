using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Hoplite.Server.Taxii;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Web;

/// <summary>The console: files that travel inside the program. Every address that is no file and no API is a page of it.</summary>
static class ConsoleFiles
{
    const string Prefix = "web/";
    const string Index = "index.html";

    static readonly Lazy<FrozenDictionary<string, ConsoleFile>> Files = new(Load);

    /// <summary>Whether the console is part of this build.</summary>
    public static bool ArePresent => Assembly.GetExecutingAssembly().GetManifestResourceNames().Contains(Prefix + Index);

    public static void Map(IEndpointRouteBuilder routes)
    {
        // The files hold no secrets: what they show comes from the API, which asks who is there.
        routes.MapGet("/{**path}", Serve).AllowAnonymous().ExcludeFromDescription().WithMetadata(new Identity.Doors.OpenBeforeSetup());
    }

    static IResult Serve(HttpContext context, string? path)
    {
        path ??= "";
        if (path.StartsWith("api/", StringComparison.Ordinal)) return TypedResults.NotFound();
        if (!Files.Value.TryGetValue(path, out var file))
        {
            if (Path.HasExtension(path)) return TypedResults.NotFound();
            if (NoTaxiiHere.Concerns(context.Request)) return new NoTaxiiHere();
            if (!Files.Value.TryGetValue(Index, out file)) return TypedResults.Text("The console is not part of this build; build it with scripts/console.sh. The API is at /api/v1.", "text/plain");
        }

        var response = context.Response;
        response.Headers.ETag = file.Tag;

        // Names under assets hold a hash of their content, so they can be kept for ever; the page itself must be asked for anew.
        response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.ToString() == file.Tag) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (file.Packed is null || !context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return TypedResults.Bytes(file.Bytes, file.Type);
        response.Headers.ContentEncoding = "br";
        return TypedResults.Bytes(file.Packed, file.Type);
    }

    static FrozenDictionary<string, ConsoleFile> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, ConsoleFile>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[name[Prefix.Length..].Replace('\\', '/')] = new ConsoleFile(bytes, Pack(bytes), TypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..24]}\"");
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static byte[]? Pack(byte[] bytes)
    {
        if (bytes.Length < 1024) return null;
        var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(bytes);
        return target.Length < bytes.Length * 9 / 10 ? target.ToArray() : null;
    }

    static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" or ".webmanifest" => "application/json",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    sealed record ConsoleFile(byte[] Bytes, byte[]? Packed, string Type, string Tag);
}
