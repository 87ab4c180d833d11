using Hoplite.Bench.Measuring;

namespace Hoplite.Bench.Ratios;

/// <summary>Password guessing in an sshd log: whole processes against fail2ban's matcher and the Simple Event Correlator.</summary>
static class SshdBruteForce
{
    const int Ours = 6_000_000, Fail2Ban = 30_000, Sec = 400_000;

    const string Rule = """
        title: Failed SSH login
        name: failed_ssh_login
        id: 4c3b7d5e-0c57-4b0e-8d2f-6a1de0c3a7b1
        status: test
        level: informational
        logsource: {product: linux, service: sshd}
        detection:
          failed: ['Failed password for']
          condition: failed
        ---
        title: Many failed SSH logins from one address
        id: 0f7d1c5a-7bd2-4df5-9a41-52e2b7c1a9d4
        status: test
        level: medium
        correlation:
          type: event_count
          rules: [failed_ssh_login]
          group-by: [src_ip]
          timespan: 120s
          condition: {gte: 5}
        """;

    const string SecRule = """
        type=SingleWithThreshold
        ptype=RegExp
        pattern=sshd\[\d+\]: Failed password for (?:invalid user )?\S+ from (\S+) port
        desc=guessing from $1
        action=write - guessing from $1
        window=120
        thresh=5
        """;

    public static IEnumerable<Ratio> Run()
    {
        var rules = Write("sshd-rule.yml", Rule);
        var log = SshdLog.Write(Ours);
        var ours = Ours / Enumerable.Range(0, 3).Min(_ => CpuClock.Program(Executable.Path, ["scan", log, "--rules", rules, "--no-incidents", "--format", "jsonl"], 1))!.Value;
        var rate = $"{ours / 1e6:0.##}M lines/s";

        if (Enumerable.Range(0, 3).Min(_ => CpuClock.Program("fail2ban-regex", [SshdLog.Write(Fail2Ban), "sshd"], 0)) is { } fail2Ban)
            yield return new("sshd log with a brute-force correlation, whole process", rate, $"fail2ban-regex sshd {Fail2Ban / fail2Ban / 1e3:0.#}k lines/s", ours * fail2Ban / Fail2Ban, 75);
        var sec = Enumerable.Range(0, 3).Min(_ => CpuClock.Program("sec", ["--conf=" + Write("sshd.sec", SecRule), "--input=" + SshdLog.Write(Sec), "--notail"], 0));
        if (sec is { } seconds)
            yield return new("the same against SEC with one threshold rule", rate, $"SEC {Sec / seconds / 1e3:0}k lines/s", ours * seconds / Sec, 5);
    }

    static string Write(string name, string text)
    {
        var path = Path.Combine(BenchData.Scratch, name);
        File.WriteAllText(path, text);
        return path;
    }
}
