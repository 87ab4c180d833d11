using Hoplite.Server.Configuration;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Hoplite.Server.Hosting;

/// <summary>Where the server listens: loopback until the first administrator exists, then what the configuration says, without a restart.</summary>
sealed class WebAddress
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly WebOptions _options;
    readonly ConfigurationRoot _configuration;
    readonly MemoryProvider _provider = new();

    public WebAddress(WebOptions options)
    {
        _options = options;
        _configuration = new ConfigurationRoot([_provider]);
        Listen("127.0.0.1");
    }

    /// <summary>Binds a host to it.</summary>
    public void Use(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
            kestrel.Limits.MaxConcurrentConnections = 2_000;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(5);
            kestrel.Configure(_configuration.GetSection("Kestrel"), reloadOnChange: true);
        });
    }

    /// <summary>Opens up once there is an administrator.</summary>
    public async Task FollowAsync(SetupState setup, TimeProvider time, CancellationToken cancellation)
    {
        while (!setup.IsSetUp) await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        if (_options.Address != "127.0.0.1") Listen(_options.Address);
    }

    void Listen(string address)
    {
        var host = address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
        _provider.Set("Kestrel:Endpoints:Web:Url", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://{host}:{_options.Port}"));
        _configuration.Reload();
    }

    sealed class MemoryProvider : ConfigurationProvider;
}
