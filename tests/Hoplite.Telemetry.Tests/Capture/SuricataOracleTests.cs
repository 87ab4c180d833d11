using System.Globalization;
using System.Net;
using Hoplite.Telemetry.Tests.Text;
using Hoplite.Tests;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>The events Suricata is expected to give for recorded captures beside ours, as far as both speak of the same thing.</summary>
public sealed class SuricataOracleTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["src_ip"] = "id.orig_h", ["dest_ip"] = "id.resp_h", ["src_port"] = "id.orig_p", ["dest_port"] = "id.resp_p", ["proto"] = "proto",
        ["flow.pkts_toserver"] = "orig_pkts", ["flow.pkts_toclient"] = "resp_pkts", ["tls.sni"] = "server_name", ["tls.version"] = "version", ["tls.ja4"] = "ja4",
        ["tls.ja3.hash"] = "ja3", ["tls.subject"] = "subject", ["tls.issuerdn"] = "issuer", ["quic.ja4"] = "ja4", ["smtp.helo"] = "helo", ["http.hostname"] = "host",
        ["http.url"] = "uri", ["ssh.client.hassh.hash"] = "hassh", ["dns.rrname"] = "query", ["dns.queries[0].rrname"] = "query", ["dns.rrtype"] = "qtype_name",
        ["dhcp.client_mac"] = "mac", ["dhcp.assigned_ip"] = "assigned_addr", ["app_proto"] = "service",
    };

    // What the rules of the test decide, not the packets.
    static readonly string[] OfRules = ["alert", "flow.action", "flow.exception_policy", "not-has-key", "flow.alerted"];

    // What Suricata counts in another way: both directions of DNS, frames of Ethernet, states of its own.
    static readonly string[] Passed = ["event_type", "pcap_cnt", "community_id", "flow.age", "flow.reason", "flow.state", "flow.bytes_toclient", "flow.bytes_toserver", "tls.from_proto", "tls.serial", "tls.notbefore", "tls.notafter", "tcp.", "dhcp.", "tls.server_handshake", "quic.", "smb.", "dns.type"];

    [Fact]
    public void What_Suricata_expects_is_found()
    {
        int applied = 0, met = 0;
        foreach (var file in Directory.EnumerateFiles(SharedData.Require("zeek-suricata/suricata-verify/tests"), "test.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var folder = Path.GetDirectoryName(file)!;
            if (Directory.EnumerateFiles(folder, "*.pcap*").FirstOrDefault() is not { } capture) continue;
            var events = ReadCapture.File(capture).Events;
            foreach (var (count, match) in Filters(file))
            {
                var type = match.GetValueOrDefault("event_type", "");
                if (Service(type) is not { } service || match.Keys.Any(k => OfRules.Any(o => k.StartsWith(o, StringComparison.Ordinal)))) continue;
                if (match.Keys.Any(k => !Fields.ContainsKey(k) && !Passed.Any(p => k.StartsWith(p, StringComparison.Ordinal)))) continue;
                if (type == "dns" && !match.ContainsKey("dns.queries[0].rrname") && !match.ContainsKey("dns.rrname")) continue;
                applied++;
                var found = events.Count(e => e.LogSource.Service == service && match.All(m => !Fields.TryGetValue(m.Key, out var name) || Same(m.Key, m.Value, e, name)));
                var isMet = count == 0 ? found == 0 : found >= 1 && (service != "conn" || found == count);
                if (isMet) met++;
                output.WriteLine($"{(isMet ? "met " : "MISS")} {Path.GetFileName(folder)}: {count} expected, {found} found: {string.Join(", ", match.Select(m => m.Key + "=" + m.Value))}");
            }
        }

        output.WriteLine($"{met} of {applied} expectations that apply are met");
        Assert.True(met >= applied * 3 / 4, $"{met} of {applied}");
    }

    static string? Service(string type) => type switch
    {
        "flow" => "conn", "tls" or "quic" => "ssl", "ssh" => "ssh", "http" => "http", "dns" => "dns", "smtp" => "smtp", "ftp" => "ftp", "dhcp" => "dhcp", _ => null,
    };

    static bool Same(string key, string wanted, EventRecord e, string name)
    {
        var ours = e.All(name).ToArray();

        // A row of ours may speak of a question together with its reply, whose ends are the other way round.
        var other = name.Contains("orig", StringComparison.Ordinal) ? name.Replace("orig", "resp", StringComparison.Ordinal) : name.Replace("resp", "orig", StringComparison.Ordinal);
        if (key is "src_ip" or "dest_ip") return IPAddress.TryParse(wanted, out var ip) && (ip.ToString() == e[name] || (e.LogSource.Service != "conn" && ip.ToString() == e[other]));
        if (key is "src_port" or "dest_port" && e.LogSource.Service != "conn" && e[other] == wanted) return true;
        if (key == "proto" && ours.Length == 0) return true;
        if (key == "app_proto") return (ours.FirstOrDefault() ?? "").Split(',').Contains(wanted == "tls" ? "ssl" : wanted, StringComparer.Ordinal);
        if (key == "tls.version") wanted = wanted.Replace(" ", "v", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return ours.Contains(wanted, StringComparer.OrdinalIgnoreCase) || (ours.Length == 0 && wanted is "0.0.0.0");
    }

    static IEnumerable<(int Count, Dictionary<string, string> Match)> Filters(string file)
    {
        var yaml = new YamlStream();
        using (var text = new StreamReader(file)) yaml.Load(text);
        if (yaml.Documents[0].RootNode is not YamlMappingNode root || !root.Children.TryGetValue("checks", out var checks) || checks is not YamlSequenceNode list) yield break;
        foreach (var check in list.Children.OfType<YamlMappingNode>())
        {
            if (!check.Children.TryGetValue("filter", out var node) || node is not YamlMappingNode filter || !filter.Children.TryGetValue("match", out var match)) continue;
            if (filter.Children.TryGetValue("filename", out var name) && name.ToString() != "eve.json") continue;
            var count = int.Parse(filter.Children["count"].ToString(), CultureInfo.InvariantCulture);
            yield return (count, ((YamlMappingNode)match).Children.ToDictionary(m => m.Key.ToString(), m => m.Value.ToString(), StringComparer.Ordinal));
        }
    }
}
