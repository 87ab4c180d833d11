using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tests.Notifications;

/// <summary>What was posted.</summary>
sealed record Post(string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A web server that keeps what is posted to it.</summary>
sealed class HookServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();

    HookServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var buffer = new char[100_000];
            var length = await reader.ReadBlockAsync(buffer);
            context.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 200;
            context.Response.Headers.Location = "http://169.254.169.254/";
            await _posts.Writer.WriteAsync(new Post(context.Request.Path, new string(buffer, 0, length), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        });
    }

    /// <summary>What to answer next; 200 after that.</summary>
    public Queue<int> Answers { get; } = new();

    public string Address => _app.Urls.First().TrimEnd('/');

    public int Waiting => _posts.Reader.Count;

    public static async Task<HookServer> StartAsync()
    {
        var server = new HookServer();
        await server._app.StartAsync();
        return server;
    }

    public Task<Post> NextAsync() => _posts.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
