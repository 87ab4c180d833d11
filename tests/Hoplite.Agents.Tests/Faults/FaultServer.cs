using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Hoplite.Agents.Tests.Faults;

/// <summary>A server that speaks the protocol of OpenAI as badly as it is told to, and keeps every byte it was sent.</summary>
public sealed class FaultServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<byte[]> _requests = new();
    Func<FaultRequest, Task> _answer = request => request.WriteAsync(GoodAnswer.Envelope(request));

    FaultServer(WebApplication app) => _app = app;

    /// <summary>Its address for a provider, plain http.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Its address over TLS, with a certificate nobody trusts.</summary>
    public Uri TlsUrl { get; private set; } = null!;

    /// <summary>The bodies it was sent.</summary>
    public IReadOnlyList<byte[]> Requests => [.. _requests];

    /// <summary>Starts a server that answers well.</summary>
    public static async Task<FaultServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 16 << 20;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate()));
        });
        var app = builder.Build();
        var server = new FaultServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        var addresses = app.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is Microsoft.AspNetCore.Hosting.Server.IServer kestrel ? kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray() : [];
        server.Url = new Uri(addresses.First(a => a.Scheme == "http"), "/v1");
        server.TlsUrl = new Uri(addresses.First(a => a.Scheme == "https"), "/v1");
        return server;
    }

    /// <summary>Says how it answers from now on.</summary>
    public FaultServer Answer(Func<FaultRequest, Task> answer)
    {
        _answer = answer;
        return this;
    }

    /// <summary>Makes it answer with a fault from now on.</summary>
    public FaultServer Answer(Fault fault) => Answer(fault.RespondAsync);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await _app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
        }

        await _app.DisposeAsync();
    }

    async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _requests.Enqueue(body.ToArray());
        try
        {
            await _answer(new FaultRequest(context, JsonNode.Parse(body.ToArray())!.AsObject()));
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
