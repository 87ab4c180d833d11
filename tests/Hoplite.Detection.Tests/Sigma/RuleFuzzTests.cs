using System.Globalization;
using System.Text;
using CsCheck;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Sigma;

public sealed class RuleFuzzTests
{
    static readonly long Runs = long.Parse(Environment.GetEnvironmentVariable("HOPLITE_FUZZ") ?? "5000", CultureInfo.InvariantCulture);

    static readonly string[] Samples =
    [
        "title: a\nid: 1f3d\nstatus: test\nlevel: high\ntags: [attack.execution, attack.t1059]\nlogsource:\n  product: windows\n  category: process_creation\ndetection:\n  sel:\n    Image|endswith: '\\cmd.exe'\n    CommandLine|contains|all:\n      - 'a*b'\n      - \"\\\\?\\\\\"\n  f1:\n    - X|re|i: '^a(b|c){2,3}$'\n    - Y|cidr: 10.0.0.0/8\n  condition: sel and not 1 of f*\n",
        "title: k\nlogsource: {service: sshd}\ndetection:\n  keywords:\n    '|all': ['Failed', 'from']\n  n: {A|gte: 5, B: null, C: '', D|exists: true, E|fieldref: F, G|windash|contains: ' -x ', H|wide|base64offset|contains: abc}\n  condition: [keywords, all of them]\n---\ntitle: c\ncorrelation:\n  type: value_count\n  rules: [k]\n  group-by: [ip, user]\n  aliases: {ip: {k: src_ip}}\n  timespan: 5m\n  condition: {gte: 3, lt: 10, field: dst}\n",
        "title: f\nlogsource: {product: windows}\nfilter:\n  rules: [a]\n  selection: {User|startswith: adm}\n  condition: selection\n---\ntitle: t\ncorrelation:\n  type: temporal_ordered\n  rules: [a, k]\n  timespan: 1h\n  generate: true\nlevel: critical\n",
    ];

    static readonly string[] Pieces =
    [
        "|", "|all", "|re", "|contains", "|cased", "|expand", "'", "\"", "\\", "*", "?", "%x%", "(", ")", "[", "]", "{", "}", ":", ": ", "- ", "\n", "\n  ", "---\n", "&a ", "*a", "!!int ", "> \n", "#", "null", "~", "1e999", "0x", "-1",
        " of them", "1 of ", "not ", " and ", " or ", "999999999999d", "timeframe: ", "\0", "\uFEFF", "\u2028", "é",
    ];

    static readonly Gen<string> Mutated =
        from sample in Gen.Int[0, Samples.Length - 1]
        from edits in Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 4], Gen.Int[0, Pieces.Length - 1]).List[1, 10]
        select Mutate(Samples[sample], edits);

    [Fact]
    public void Whatever_a_rule_says_it_is_read_or_rejected_with_a_reason() =>
        Mutated.Sample(
            text =>
            {
                var loaded = RuleReader.Load([new RuleFile("hostile.yml", Encoding.UTF8.GetBytes(text))], RuleOptions.Default);
                foreach (var rejection in loaded.Rejections)
                {
                    Assert.NotEmpty(rejection.Reason);
                    Assert.InRange(rejection.Line, 1, text.Length + 1);
                }
            },
            seed: "0000000000001",
            iter: Runs);

    static string Mutate(string text, List<(int Where, int What, int Piece)> edits)
    {
        var result = new StringBuilder(text);
        foreach (var (where, what, piece) in edits)
        {
            if (result.Length == 0) break;
            var at = where % result.Length;
            if (what <= 1) result.Insert(at, Pieces[piece]);
            else if (what == 2) result.Remove(at, 1);
            else if (what == 3) result.Remove(at, Math.Min(result.Length - at, where % 30));
            else result.Insert(at, result.ToString(at, Math.Min(result.Length - at, where % 60)));
        }

        return result.ToString();
    }
}
