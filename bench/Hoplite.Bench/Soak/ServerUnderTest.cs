using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hoplite.Bench.Measuring;

namespace Hoplite.Bench.Soak;

/// <summary>A <c>hoplite serve</c> process over a scratch data folder, with one enrolled HTTP source.</summary>
sealed class ServerUnderTest : IDisposable
{
    const string Token = "hps_soak_0123456789abcdef0123456789abcdef";

    readonly string _config;
    readonly string[] _sources;
    Process? _process;

    /// <summary>Makes one.</summary>
    /// <param name="folder">Where everything is put.</param>
    /// <param name="more">More of the configuration.</param>
    /// <param name="sources">The names of its sources; each delivers with a token of its own, beside one of the name <c>load</c>.</param>
    public ServerUnderTest(string folder, string more = "", params string[] sources)
    {
        _sources = sources;
        Data = Path.Combine(folder, "data");
        Port = FreePort();
        _config = Path.Combine(folder, "hoplite.yaml");
        File.WriteAllText(_config, string.Create(CultureInfo.InvariantCulture, $"data: {Data}\nweb: {{ port: {Port} }}\nsources:\n  - {{ name: load, token: \"env:SOAK_TOKEN\" }}\n{string.Concat(sources.Select(s => $"  - {{ name: {s}, token: \"env:{Variable(s)}\" }}\n"))}{more}"));
        Client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(30) };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public string Data { get; }

    public int Port { get; }

    public HttpClient Client { get; }

    public int Pid => _process!.Id;

    /// <summary>Processor seconds so far.</summary>
    public double CpuSeconds => _process!.TotalProcessorTime.TotalSeconds;

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Executable.Path, ["serve", "--config", _config]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SOAK_TOKEN"] = Token;
        foreach (var source in _sources) start.Environment[Variable(source)] = TokenOf(source);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        // Three minutes: on a machine that does much else the first start takes more than one.
        for (var tries = 0; tries < 3_600; tries++)
        {
            if (_process.HasExited) throw new InvalidOperationException($"the server ended with {_process.ExitCode}");
            try
            {
                using var answer = await Client.GetAsync(new Uri("/healthz", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException("the server does not answer");
    }

    /// <summary>Ends it as a power cut ends a process: SIGKILL, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as systemd does.</summary>
    public async Task StopAsync()
    {
        using (Process.Start("kill", ["-TERM", Pid.ToString(CultureInfo.InvariantCulture)])) await _process!.WaitForExitAsync();
    }

    /// <summary>A figure of <c>/metrics</c>.</summary>
    public async Task<double> FigureAsync(string name)
    {
        var text = await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        foreach (var line in text.Split('\n'))
            if (line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is '{' or ' ')
                return double.Parse(line.AsSpan(line.LastIndexOf('}') is >= 0 and var end ? end + 1 : name.Length).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture);
        return double.NaN;
    }

    /// <summary>Resident memory, megabytes.</summary>
    public double Resident()
    {
        _process!.Refresh();
        return _process.WorkingSet64 / 1048576.0;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (_process is { HasExited: false }) _process.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    /// <summary>The token of a source.</summary>
    public static string TokenOf(string source) => $"{Token}_{source}";

    static string Variable(string source) => $"SOAK_TOKEN_{source.Replace('-', '_')}";

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
