using System.Text.RegularExpressions;

namespace Hoplite.Bench.Measuring;

/// <summary>CrowdSec of Debian, unpacked and not installed, with the parsers and scenarios of its hub that the package brings.</summary>
static partial class CrowdSec
{
    static readonly string Package = Path.Combine(BenchData.Scratch, "crowdsec");
    static readonly string Program = Path.Combine(Package, "usr/bin/crowdsec");
    static readonly string Hub = Path.Combine(Package, "usr/share/crowdsec/hub");

    /// <summary>Whether it is there; <c>bench/run</c> unpacks it.</summary>
    public static bool IsThere => File.Exists(Program);

    /// <summary>Replays a log to its end.</summary>
    /// <param name="log">The log.</param>
    /// <param name="type">Its type: syslog or nginx.</param>
    /// <returns>The seconds it worked, and the addresses it would have banned.</returns>
    public static (double Seconds, IReadOnlySet<string> Addresses) Replay(string log, string type)
    {
        var folder = Configure();
        var output = Path.Combine(folder, "output.txt");
        var seconds = CpuClock.Program("sh", ["-c", "exec \"$0\" -c \"$1\" -dsn \"file://$2\" -type \"$3\" -no-capi >\"$4\" 2>&1", Program, Path.Combine(folder, "config.yaml"), log, type, output], 0)!.Value;
        return (seconds, File.ReadLines(output).Select(l => Performed().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal));
    }

    // What 'cscli collections install crowdsecurity/sshd crowdsecurity/nginx' would turn on, but for the countries of addresses, which need a file from elsewhere.
    static string Configure()
    {
        var folder = Path.Combine(BenchData.Scratch, "crowdsec-run");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Copy(Path.Combine(Package, "etc/crowdsec"), folder);
        Copy(Path.Combine(Package, "usr/share/crowdsec/data"), Path.Combine(folder, "data"));
        File.Copy(Path.Combine(folder, "data/path_traversal.txt"), Path.Combine(folder, "data/http_path_traversal.txt"));
        foreach (var (stage, name) in new[] { ("s00-raw", "syslog-logs"), ("s01-parse", "sshd-logs"), ("s01-parse", "nginx-logs"), ("s02-enrich", "dateparse-enrich"), ("s02-enrich", "http-logs") })
            Link(Path.Combine("parsers", stage, "crowdsecurity", name + ".yaml"), Path.Combine(folder, "parsers", stage));
        foreach (var collection in new[] { "sshd", "nginx", "base-http-scenarios", "http-cve" })
            foreach (Match scenario in Scenarios().Matches(File.ReadAllText(Path.Combine(Hub, "collections/crowdsecurity", collection + ".yaml"))))
                foreach (Match name in Item().Matches(scenario.Value))
                    if (File.Exists(Path.Combine(Hub, "scenarios", name.Groups[1].Value + ".yaml"))) Link(Path.Combine("scenarios", name.Groups[1].Value + ".yaml"), Path.Combine(folder, "scenarios"));
        File.WriteAllText(Path.Combine(folder, "acquis.yaml"), "{}\n");
        File.WriteAllText(Path.Combine(folder, "credentials.yaml"), "");
        File.WriteAllText(Path.Combine(folder, "config.yaml"), $$"""
            common: {daemonize: false, log_media: stdout, log_level: info, working_dir: .}
            config_paths: {config_dir: {{folder}}/, data_dir: {{folder}}/data/, simulation_path: {{folder}}/simulation.yaml, hub_dir: {{Hub}}/, index_path: {{Hub}}/.index.json, notification_dir: {{folder}}/n/, plugin_dir: {{folder}}/p/}
            crowdsec_service: {acquisition_path: {{folder}}/acquis.yaml, parser_routines: 1}
            cscli: {output: human}
            db_config: {log_level: info, type: sqlite, use_wal: true, db_path: {{folder}}/data/crowdsec.db}
            plugin_config: {user: nobody, group: nogroup}
            api:
              client: {insecure_skip_verify: false, credentials_path: {{folder}}/credentials.yaml}
              server: {log_level: info, listen_uri: 127.0.0.1:18080, profiles_path: {{folder}}/profiles.yaml}
            prometheus: {enabled: false}
            """);
        CpuClock.Program(Path.Combine(Package, "usr/bin/cscli"), ["-c", Path.Combine(folder, "config.yaml"), "machines", "add", "bench", "-p", Guid.NewGuid().ToString("N"), "-f", Path.Combine(folder, "credentials.yaml")], 0);
        return folder;
    }

    static void Link(string item, string folder) =>
        File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(folder).FullName, Path.GetFileName(item)), Path.Combine(Hub, item));

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    [GeneratedRegex(@"Ip (\S+) performed '", RegexOptions.None, 1_000)]
    private static partial Regex Performed();

    [GeneratedRegex(@"^scenarios:\n(?:(?:  - .*|#.*|)\n)+", RegexOptions.Multiline, 1_000)]
    private static partial Regex Scenarios();

    [GeneratedRegex(@"^  - (\S+)", RegexOptions.Multiline, 1_000)]
    private static partial Regex Item();
}
