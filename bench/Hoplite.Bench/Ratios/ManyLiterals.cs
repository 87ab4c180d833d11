using System.Text;
using Hoplite.Bench.Measuring;
using Hoplite.Detection.Matching;
using Hoplite.Detection.Sigma;

namespace Hoplite.Bench.Ratios;

/// <summary>All literals of the public rules at once over whole events, against <c>rg -F -i</c>.</summary>
static class ManyLiterals
{
    const int MinLength = 5, Most = 20_000, PeerBytes = 8 << 20, OurBytes = 256 << 20;

    public static IEnumerable<Ratio> Run()
    {
        string[] texts =
        [
            .. BenchData.Rules().SelectMany(r => Tests(r.Condition)).OfType<TextTest>().SelectMany(t => t.Pattern.Pieces.OfType<Literal>())
                .Select(l => l.Text.ToLowerInvariant()).Where(t => t.Length >= MinLength && Ascii.IsValid(t) && !t.Contains('\n', StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(Most),
        ];
        byte[][] literals = [.. texts.Select(Encoding.UTF8.GetBytes)];
        var index = new LiteralIndex([.. literals.Select((l, i) => new IndexedLiteral(l, i))], new GramWeights(literals, null));
        var data = new byte[OurBytes];
        using (var file = File.OpenRead(BenchData.WindowsEvents())) data = data[..file.ReadAtLeast(data, data.Length, throwOnEndOfStream: false)];
        var folded = new byte[data.Length];
        var hits = new HitList();
        long found = 0;
        var seconds = CpuClock.Best(3, () =>
        {
            found = 0;
            TextFold.Fold(data, folded);
            for (var at = 0; at < folded.Length; at += 1 << 16)
            {
                hits.Clear();
                index.Scan(folded.AsSpan(at, Math.Min(1 << 16, folded.Length - at)), ref hits);
                found += hits.Count;
            }
        });

        var patterns = Path.Combine(BenchData.Scratch, "literals.txt");
        File.WriteAllLines(patterns, texts);
        var sample = Path.Combine(BenchData.Scratch, "literals.data");
        File.WriteAllBytes(sample, data[..Math.Min(PeerBytes, data.Length)]);
        if (CpuClock.Program("rg", ["-F", "-i", "-o", "-a", "--no-filename", "-j", "1", "-f", patterns, sample], 0) is not { } peer) yield break;
        var (ours, theirs) = (data.Length / 1e6 / seconds, PeerBytes / 1e6 / peer);
        yield return new($"{literals.Length:N0} literals anywhere in the text, without regard to case, every match ({found:N0}), folding included", $"{ours:0} MB/s", $"rg -F -i -o {theirs:0.##} MB/s", ours / theirs, 100);
    }

    static IEnumerable<ValueTest> Tests(Expression expression) => expression switch
    {
        AllOf all => all.Terms.SelectMany(Tests),
        AnyOf any => any.Terms.SelectMany(Tests),
        Not not => Tests(not.Term),
        FieldTest test => [test.Test],
        KeywordTest keyword => [keyword.Test],
        _ => [],
    };
}
