using System.Globalization;
using System.Net;
using Hoplite.Server.Configuration;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Hosting;

/// <summary>Where the server listens: loopback until the first administrator exists, then what the configuration says, without a restart.</summary>
sealed class WebAddress
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly WebOptions _options;
    readonly bool _answersChallenges, _asksForClients;
    readonly ConfigurationRoot _configuration;
    readonly MemoryProvider _provider = new();
    bool _isTls;

    public WebAddress(ServeOptions options)
    {
        _options = options.Web;
        _answersChallenges = options.Tls?.Acme is not null;
        _asksForClients = options.Taxii.Users.Any(u => u.Certificates.Count > 0);
        _configuration = new ConfigurationRoot([_provider]);
        Listen("127.0.0.1");
    }

    /// <summary>The certificate the configuration asks for.</summary>
    public static TlsOptions TlsOf(ServeOptions options)
    {
        var folder = Path.Combine(options.Data, "tls");
        string[] names = options.Web.PublicUrl is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) ? [address.Host] : [];
        return options.Tls is { } tls ? tls with { Folder = folder, Names = [.. tls.Names, .. names] } : new TlsOptions { Folder = folder, Names = names };
    }

    /// <summary>Binds a host to it.</summary>
    public void Use(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 20;

            // A question for a thousand ids of objects is one line.
            kestrel.Limits.MaxRequestLineSize = 64 << 10;
            kestrel.Limits.MaxConcurrentConnections = 2_000;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(5);
            kestrel.Configure(_configuration.GetSection("Kestrel"), reloadOnChange: true).Endpoint("Web", endpoint =>
            {
                if (_isTls) endpoint.ListenOptions.UseHopliteTls(kestrel.ApplicationServices.GetRequiredService<ServerCertificate>(), _asksForClients);
            });
        });
    }

    /// <summary>Opens up once there is an administrator.</summary>
    public async Task FollowAsync(SetupState setup, TimeProvider time, CancellationToken cancellation)
    {
        while (!setup.IsSetUp) await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        if (_options.Address != "127.0.0.1") Listen(_options.Address);
        if (_answersChallenges)
        {
            _provider.Set("Kestrel:Endpoints:Challenge:Url", $"http://{InUrl(_options.Address)}:80");
            _configuration.Reload();
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation).ConfigureAwait(false);
    }

    void Listen(string address)
    {
        _isTls = _options.Tls ?? !IPAddress.IsLoopback(IPAddress.Parse(address));
        _provider.Set("Kestrel:Endpoints:Web:Url", string.Create(CultureInfo.InvariantCulture, $"http://{InUrl(address)}:{_options.Port}"));
        _configuration.Reload();
    }

    static string InUrl(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    sealed class MemoryProvider : ConfigurationProvider;
}
