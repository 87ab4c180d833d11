using Hoplite.Agents.Models;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hoplite.Server.Observing;

/// <summary>What the platform says about itself: logs, metrics and traces by OpenTelemetry.</summary>
static class Observe
{
    /// <summary>Adds logs, metrics and traces to a host.</summary>
    public static void Add(WebApplicationBuilder builder, ObserveOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ssZ ", true));
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Hoplite.Server.Identity.Doors", LogLevel.Warning)

            // The keys lie in a folder that only this account reads; that is the protection there is.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddSingleton<PlatformMeter>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("hoplite", serviceVersion: typeof(Platform).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(m => m.AddMeter(PlatformMeter.Name, ModelDesk.TelemetrySource).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter());
        if (options.Otlp is not { } collector) return;
        telemetry.WithTracing(t => t.AddSource(ModelDesk.TelemetrySource).AddAspNetCoreInstrumentation());
        telemetry.UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.HttpProtobuf, new Uri(collector));
        builder.Logging.AddOpenTelemetry();
    }
}
