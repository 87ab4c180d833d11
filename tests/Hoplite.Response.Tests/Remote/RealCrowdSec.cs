using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Response.Tests.Remote;

/// <summary>A local API of the real CrowdSec, unpacked where the benchmarks put it, with a scratch folder and no way to the internet.</summary>
sealed class RealCrowdSec : IDisposable
{
    static readonly string Programs = Path.Combine(Path.GetTempPath(), "hoplite-bench/crowdsec");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-crowdsec-");
    readonly Process _process;

    RealCrowdSec(int port)
    {
        var f = _folder.FullName;
        Address = $"http://127.0.0.1:{port}";
        foreach (var name in new[] { "data", "hub", "notifications", "plugins" }) _folder.CreateSubdirectory(name);
        foreach (var name in new[] { "profiles.yaml", "simulation.yaml" }) File.Copy(Path.Combine(Programs, "etc/crowdsec", name), Path.Combine(f, name));
        File.WriteAllText($"{f}/hub/.index.json", "{}");
        File.WriteAllText($"{f}/credentials.yaml", "");
        File.WriteAllText($"{f}/config.yaml", $"""
            common: [daemonize: false, log_media: stdout, log_level: info, working_dir: .]
            config_paths: [config_dir: {f}/, data_dir: {f}/data/, simulation_path: {f}/simulation.yaml, hub_dir: {f}/hub/, index_path: {f}/hub/.index.json, notification_dir: {f}/notifications/, plugin_dir: {f}/plugins/]
            db_config: [log_level: info, type: sqlite, db_path: {f}/data/crowdsec.db]
            api:
              client: [credentials_path: {f}/credentials.yaml]
              server: [log_level: info, listen_uri: 127.0.0.1:{port}, profiles_path: {f}/profiles.yaml]
            prometheus: [enabled: false]
            """.Replace("[", "{ ", StringComparison.Ordinal).Replace("]", " }", StringComparison.Ordinal));
        Run("cscli", "-c", $"{f}/config.yaml", "machines", "add", "hoplite", "--password", "pa55", "--force", "-f", $"{f}/credentials.yaml");
        Run("cscli", "-c", $"{f}/config.yaml", "bouncers", "add", "looker", "-k", BouncerKey);
        _process = Start("crowdsec", "-c", $"{f}/config.yaml", "-no-cs");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public const string BouncerKey = "looker-key";

    public string Address { get; }

    /// <summary>Starts one; skips the calling test where it is not unpacked.</summary>
    public static RealCrowdSec Open()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Programs, "usr/bin/crowdsec")), "CrowdSec is not unpacked here; bench/run does it");
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new RealCrowdSec(port);
    }

    /// <summary>What a bouncer is told.</summary>
    public async Task<string> BouncerSeesAsync(string query)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/v1/decisions?{query}");
        request.Headers.Add("X-Api-Key", BouncerKey);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until it answers.</summary>
    public Task ReadyAsync() => Task.Run(() => Netfilter.Soon.Happens(Answers));

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, new Uri(Address).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static void Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync().Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
    }

    static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(Path.Combine(Programs, "usr/bin", program), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
