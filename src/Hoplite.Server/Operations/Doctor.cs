using System.Net;
using System.Net.Sockets;
using Hoplite.Server.Api.Overview;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Operations;

/// <summary>Looks at a configuration and its data from outside, and says in plain words what is wrong.</summary>
/// <param name="options">The configuration.</param>
public sealed class Doctor(ServeOptions options)
{
    /// <summary>What was looked at.</summary>
    public IReadOnlyList<HealthCheck> Examine()
    {
        var isRunning = IsRunning();
        return
        [
            Folder(), new HealthCheck("server", "good", isRunning ? "it is running" : "it is not running", isRunning ? null : "Start it with 'hoplite serve' or 'systemctl start hoplite'"),
            Disk(), Memory(), .. isRunning ? [] : Ports(), Rules(), .. Cases(), Receive(), Models(), .. new AgentChecks(options).Examine(),
        ];
    }

    bool IsRunning()
    {
        var path = Path.Combine(options.Data, "lock");
        if (!File.Exists(path)) return false;
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    HealthCheck Folder()
    {
        if (!Directory.Exists(options.Data)) return new("data folder", "good", $"{options.Data} is not there yet; it is made at the first start", null);
        try
        {
            using var probe = File.Create(Path.Combine(options.Data, ".probe"), 1, FileOptions.DeleteOnClose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new("data folder", "bad", $"{options.Data} cannot be written: {refused.Message}", $"Give it to the user that runs Hoplite: chown -R hoplite {options.Data}");
        }

        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(options.Data) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None
            ? new("data folder", "warning", $"others on this machine can read {options.Data}", $"chmod 700 {options.Data}")
            : new("data folder", "good", $"{options.Data} can be written, and read by nobody else", null);
    }

    HealthCheck Models()
    {
        if (options.Agents.Problems().Concat(options.Agents.Providers.Select(p => p.KeyProblem()).OfType<string>()).FirstOrDefault() is { } problem) return new("language models", "bad", problem, "See 'agents' in the configuration");
        return options.Agents.Providers.Count == 0
            ? new("language models", "good", "none is configured; everything but prose works without", null)
            : new("language models", "good", $"{options.Agents.Providers.Count} may be asked", "Whether they are fit: hoplite agents providers test");
    }

    HealthCheck Disk()
    {
        var folder = Path.GetFullPath(options.Data);
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        var free = new DriveInfo(folder).AvailableFreeSpace >> 20;
        return free < options.Store.MinFreeMb ? new("disk", "bad", $"only {free} MB are free; nothing is accepted below {options.Store.MinFreeMb}", "Make room, lower store.retention, or move the data folder")
            : new("disk", free < 10_240 ? "warning" : "good", $"{free} MB are free", free < 10_240 ? "A small organisation needs about 1 GB for a day of hot events" : null);
    }

    static HealthCheck Memory()
    {
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        return total < 1024 ? new("memory", "warning", $"{total} MB; 1 GB is the least", "Set store.memory_mb to 256") : new("memory", "good", $"{total} MB", null);
    }

    IEnumerable<HealthCheck> Ports()
    {
        yield return Port("web", options.Web.Address, options.Web.Port, ProtocolType.Tcp);
        if (options.Syslog.Tcp is { } tcp) yield return Port("syslog TCP", options.Syslog.Address, tcp, ProtocolType.Tcp);
        if (options.Syslog.Udp is { } udp) yield return Port("syslog UDP", options.Syslog.Address, udp, ProtocolType.Udp);
        if (options.Syslog.Tls is { } tls) yield return Port("syslog TLS", options.Syslog.Address, tls, ProtocolType.Tcp);
    }

    static HealthCheck Port(string name, string address, int port, ProtocolType protocol)
    {
        try
        {
            var ip = IPAddress.Parse(address);
            using var socket = new Socket(ip.AddressFamily, protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram, protocol);
            socket.Bind(new IPEndPoint(ip, port));
            return new(name, "good", $"port {port} on {address} is free", null);
        }
        catch (SocketException refused)
        {
            return new(name, "bad", $"port {port} on {address} cannot be used: {refused.Message}", port < 1024
                ? "Ports below 1024 need the capability CAP_NET_BIND_SERVICE, which the systemd unit has; or choose a higher port" : "Stop the other program, or choose another port");
        }
    }

    HealthCheck Rules()
    {
        try
        {
            var rules = new RuleBook(options.Rules, options.Data, TimeProvider.System).Rules;
            var count = rules.Rules.Length + rules.Correlations.Length;
            return count == 0 ? new("rules", "bad", "there are no rules", "Set rules.starter to true, or run 'hoplite rules update'")
                : new("rules", rules.Rejections.Length == 0 ? "good" : "warning", $"{count} rules can be used, {rules.Rejections.Length} cannot", rules.Rejections.Length == 0 ? null : "'hoplite rules check' says why");
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException)
        {
            return new("rules", "bad", bad.Message, "Correct rules.paths");
        }
    }

    IEnumerable<HealthCheck> Cases()
    {
        var path = Path.Combine(options.Data, "cases.db");
        if (!File.Exists(path)) yield break;
        HealthCheck check;
        try
        {
            using var database = CaseDatabase.Open(path);
            var verdict = (string)database.Read(s => s.Scalar("PRAGMA quick_check(1)"))!;
            check = verdict == "ok" ? new("case store", "good", "it is whole", null) : new("case store", "bad", $"it is damaged: {verdict}", "Stop the server and restore a backup: hoplite restore");
        }
        catch (Exception bad) when (bad is InvalidDataException or Microsoft.Data.Sqlite.SqliteException)
        {
            check = new("case store", "bad", bad.Message, "Stop the server and restore a backup: hoplite restore");
        }

        yield return check;
    }

    // Without room in the kernel a burst of datagrams is lost before anybody sees it.
    HealthCheck Receive()
    {
        const string Limit = "/proc/sys/net/core/rmem_max";
        if (options.Syslog.Udp is null || !File.Exists(Limit) || !long.TryParse(File.ReadAllText(Limit).Trim(), System.Globalization.CultureInfo.InvariantCulture, out var bytes)) return new("syslog buffer", "good", "not needed", null);
        return bytes >= 8 << 20 ? new("syslog buffer", "good", $"{bytes >> 10} KB", null)
            : new("syslog buffer", "warning", $"the kernel keeps only {bytes >> 10} KB of datagrams; bursts may be lost", "sysctl -w net.core.rmem_max=16777216, or send syslog over TCP");
    }
}
