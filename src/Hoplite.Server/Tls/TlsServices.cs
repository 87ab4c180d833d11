using Hoplite.Server.Tls.Acme;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hoplite.Server.Tls;

/// <summary>Puts the server's certificate into a host.</summary>
public static class TlsServices
{
    /// <summary>Adds the certificate, and its renewal when there is an authority.</summary>
    public static IServiceCollection AddHopliteTls(this IServiceCollection services, TlsOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options).AddSingleton<AcmeChallenges>();
        services.AddSingleton(s => ServerCertificate.Open(options, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<Microsoft.Extensions.Logging.ILogger<ServerCertificate>>()));
        if (options.Acme is not null) services.AddSingleton<AcmeRenewal>().AddHostedService(s => s.GetRequiredService<AcmeRenewal>());
        return services;
    }
}
