using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>A web server that offers files, as publishers of feeds do, and does what they sometimes do.</summary>
sealed class FeedServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, string> _files = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<(string Path, int Status, string Headers)> _asked = new();

    FeedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Answers everything with this instead of a file; null for files.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    public Uri Address => new(_app.Urls.First());

    /// <summary>What was asked for, what was answered, and the headers that came.</summary>
    public IReadOnlyList<(string Path, int Status, string Headers)> Asked => [.. _asked];

    public string this[string path]
    {
        set => _files[path] = value;
    }

    public static async Task<FeedServer> StartAsync()
    {
        var server = new FeedServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public Uri At(string path) => new(Address, path);

    public void Remove(string path) => _files.TryRemove(path, out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await (Instead ?? FileAsync)(context);
        }
        finally
        {
            _asked.Enqueue((context.Request.Path.Value!, context.Response.StatusCode, string.Join('\n', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}"))));
        }
    }

    async Task FileAsync(HttpContext context)
    {
        if (!_files.TryGetValue(context.Request.Path.Value!, out var text))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var tag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16]}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag) context.Response.StatusCode = 304;
        else await context.Response.WriteAsync(text);
    }
}
