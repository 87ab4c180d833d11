using System.Net;
using Hoplite.Server.Listeners.Drop;
using Hoplite.Server.Listeners.Syslog;
using Hoplite.Server.Listeners.Tail;

namespace Hoplite.Server.Hosting;

/// <summary>Begins the listeners that the configuration asks for, all but those over HTTP.</summary>
/// <param name="platform">The platform.</param>
sealed class ListenerSet(Platform platform)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var options = platform.Options;
        var syslog = new SyslogOptions
        {
            Address = IPAddress.Parse(options.Syslog.Address), Udp = options.Syslog.Udp, Tcp = options.Syslog.Tcp, Tls = options.Syslog.Tls, Certificate = platform.Certificate,
        };
        var (intake, sources, time) = (platform.Intake, platform.Sources, platform.Time);
        var drop = options.Drop ?? Path.Combine(platform.Data, "drop");
        Directory.CreateDirectory(drop);
        var running = new List<Task> { new DropListener(drop, intake, sources, time).RunAsync(cancellation) };
        platform.Listening["drop"] = drop;
        if (options.Files.Count > 0)
        {
            running.Add(new TailListener(options.Files, intake, sources, time).RunAsync(cancellation));
            platform.Listening["file"] = string.Join(", ", options.Files);
        }

        using var udp = syslog.Udp is null ? null : new SyslogUdp(syslog, intake, sources, time);
        using var tcp = syslog.Tcp is null ? null : new SyslogTcp(syslog, isTls: false, intake, sources, time);
        using var tls = syslog.Tls is null ? null : new SyslogTcp(syslog, isTls: true, intake, sources, time);
        Begin(running, "syslog-udp", udp?.Port, udp is null ? null : udp.RunAsync(cancellation));
        Begin(running, "syslog-tcp", tcp?.Port, tcp is null ? null : tcp.RunAsync(cancellation));
        Begin(running, "syslog-tls", tls?.Port, tls is null ? null : tls.RunAsync(cancellation));

        // One that fails ends them all; the supervisor begins them again.
        await await Task.WhenAny(running).ConfigureAwait(false);
    }

    void Begin(List<Task> running, string kind, int? port, Task? task)
    {
        if (task is null) return;
        platform.Listening[kind] = $"{platform.Options.Syslog.Address}:{port}";
        running.Add(task);
    }
}
