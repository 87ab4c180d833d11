using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Hoplite.Server.Hosting;

/// <summary>Tells systemd when the server is ready and when it ends.</summary>
static class SystemdNotice
{
    /// <summary>Adds what tells it, when somebody wants to know.</summary>
    public static IServiceCollection AddSystemdNotice(this IServiceCollection services)
    {
        // Not AddSystemd: it looks for the parent process in /proc, where a service with ProtectProc does not see it, and then says nothing.
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 }) return services;
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>();
        return services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Systemd);
    }
}
