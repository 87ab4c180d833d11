using System.Text;
using BenchmarkDotNet.Attributes;
using Hoplite.Detection.Matching;

namespace Hoplite.Bench.Micro;

/// <summary>The two ways to look for literals, by their number: where one gets better than the other.</summary>
[ShortRunJob]
public class LiteralBenchmarks
{
    readonly byte[] _text = new byte[1 << 16];
    LiteralFilter? _filter;
    LiteralIndex? _index;

    /// <summary>How many literals.</summary>
    [Params(4, 48, 480, 4800)]
    public int Literals { get; set; }

    /// <summary>Makes literals and a text of words that hardly ever match.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(26))));
        IndexedLiteral[] literals = [.. Enumerable.Range(0, Literals).Select(i => new IndexedLiteral(Encoding.ASCII.GetBytes(Word(5 + random.Next(20))), i))];
        var weights = new GramWeights([.. literals.Select(l => l.Bytes)], null);
        _filter = Literals <= LiteralFilter.MaxLiterals ? new LiteralFilter(literals, weights) : null;
        _index = new LiteralIndex(literals, weights);
        for (var at = 0; at < _text.Length; at++) _text[at] = (byte)(random.Next(6) == 0 ? ' ' : 'a' + random.Next(26));
    }

    /// <summary>A few literals, a nibble at a time.</summary>
    [Benchmark]
    public int Filter()
    {
        var hits = new HitList();
        _filter?.Scan(_text, ref hits);
        return hits.Count;
    }

    /// <summary>Many literals, by their rarest four bytes.</summary>
    [Benchmark(Baseline = true)]
    public int Index()
    {
        var hits = new HitList();
        _index!.Scan(_text, ref hits);
        return hits.Count;
    }
}
