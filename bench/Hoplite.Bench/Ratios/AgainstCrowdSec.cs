using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hoplite.Bench.Measuring;

namespace Hoplite.Bench.Ratios;

/// <summary>An sshd log and a web server log, each with its attackers known: whole processes with the rules each program is shipped with, against CrowdSec.</summary>
static partial class AgainstCrowdSec
{
    static readonly string[] AddressFields = ["src_ip", "c-ip", "clientip", "source.ip"];

    public static IEnumerable<Ratio> Run()
    {
        if (!CrowdSec.IsThere) yield break;
        var recorded = Path.Combine(BenchData.Root, "loghub/OpenSSH/OpenSSH_2k.log");
        foreach (var (name, type, log) in new[] { ("sshd log", "syslog", GuessingLog.Write()), ("nginx access log", "nginx", ProbingLog.Write()) })
        {
            var (ours, found) = Best(() => Scan(log.Path));
            var (theirs, banned) = Best(() => CrowdSec.Replay(log.Path, type));
            yield return new($"{name} of {log.Lines:N0} lines, shipped rules, whole process", $"{log.Lines / ours / 1e3:0}k lines/s", $"CrowdSec {log.Lines / theirs / 1e3:0.0}k lines/s", theirs / ours, 5);
            yield return new("who attacks in it (ratio: F1)", log.Score(found), "CrowdSec: " + log.Score(banned), log.F1(found) / log.F1(banned), null);
        }

        if (!File.Exists(recorded)) yield break;
        var (_, named) = Scan(recorded);
        var (_, others) = CrowdSec.Replay(recorded, "syslog");
        yield return new("recorded sshd log (loghub, 2,000 lines), addresses found", $"{named.Count}, {named.Count(others.Contains)} of them found by both", $"CrowdSec {others.Count}", (double)named.Count / others.Count, null);
    }

    static (double Seconds, IReadOnlySet<string> Addresses) Scan(string log)
    {
        var output = Path.Combine(BenchData.Scratch, "findings.jsonl");
        var seconds = CpuClock.Program(Executable.Path, ["scan", log, "--rules", Path.GetFullPath("content/rules"), "--level", "low", "--no-incidents", "--format", "jsonl", "--out", output], 0, 1)!.Value;
        var evidence = File.ReadAllBytes(log);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(output))
        {
            using var finding = JsonDocument.Parse(line);
            addresses.Add(Fields(finding.RootElement) ?? InEvent(evidence, finding.RootElement.GetProperty("event").GetProperty("position").GetInt32()));
        }

        addresses.Remove("");
        return (seconds, addresses);
    }

    static string? Fields(JsonElement finding)
    {
        var fields = finding.GetProperty("fields");
        foreach (var name in AddressFields)
            if (fields.TryGetProperty(name, out var value)) return value.ToString();
        return null;
    }

    // The fields of a finding are only those that made the rule match: for a request it may be the path alone. Whose request it was stands in its event.
    static string InEvent(byte[] evidence, int position)
    {
        var rest = evidence.AsSpan(position);
        var end = rest.IndexOf((byte)'\n');
        return Address().Match(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end])).Value;
    }

    [GeneratedRegex(@"\b\d{1,3}(\.\d{1,3}){3}\b", RegexOptions.None, 1_000)]
    private static partial Regex Address();

    // Twice, for the machine may be busy; what is found is the same each time.
    static (double Seconds, IReadOnlySet<string> Addresses) Best(Func<(double Seconds, IReadOnlySet<string> Addresses)> run) => Enumerable.Range(0, 2).Select(_ => run()).MinBy(r => r.Seconds);
}
