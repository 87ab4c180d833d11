using Hoplite.Bench.Measuring;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;

namespace Hoplite.Bench.Ratios;

/// <summary>All public rules from YAML to ready, against merely parsing the same YAML with YamlDotNet.</summary>
static class RuleLoading
{
    public static IEnumerable<Ratio> Run()
    {
        var files = Directory.EnumerateDirectories(BenchData.Folder("sigma"), "rules*").SelectMany(d => RuleLibrary.Files([d])).ToArray();
        var count = 0;
        var ours = CpuClock.Best(4, () => count = RuleReader.Load(files, RuleOptions.Default).Rules.Length);
        var yaml = CpuClock.Best(2, () =>
        {
            foreach (var file in files)
            {
                var parser = new YamlDotNet.Core.Parser(new StreamReader(new MemoryStream(file.Bytes.ToArray())));
                while (parser.MoveNext())
                {
                }
            }
        });
        yield return new($"load {count:N0} rules, warm", $"{ours:0.00} s", $"YamlDotNet parsing alone {yaml:0.00} s", yaml / ours, null);
    }
}
