using System.Globalization;
using System.Text;
using Hoplite.Detection.Correlation;
using Hoplite.Detection.Sigma;

namespace Hoplite.Detection.Tests.Correlation;

/// <summary>Feeds hits to correlations written in YAML and keeps what they report.</summary>
sealed class CorrelationRun
{
    readonly CorrelationPlan _plan;
    readonly CorrelationEngine _engine;
    long _reference;

    /// <param name="rules">Names of base rules, parted by blanks.</param>
    /// <param name="correlations">The correlation documents.</param>
    /// <param name="options">Passes events straight on unless given.</param>
    public CorrelationRun(string rules, string correlations, CorrelationOptions? options = null)
    {
        Loaded = Load(rules, correlations);
        Assert.Empty(Loaded.Rejections);
        _plan = new CorrelationPlan(Loaded.Correlations);
        _engine = new CorrelationEngine(_plan, options ?? new CorrelationOptions(TimeSpan.Zero), Matches.Add);
    }

    public RuleCollection Loaded { get; }

    public List<CorrelationMatch> Matches { get; } = [];

    public CorrelationEngine Engine => _engine;

    public CorrelationPlan Plan => _plan;

    public static RuleCollection Load(string rules, string correlations)
    {
        var text = new StringBuilder();
        foreach (var name in rules.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            text.Append(CultureInfo.InvariantCulture, $"title: {name}\nname: {name}\nid: id-{name}\nlevel: low\nlogsource: {{product: any}}\ndetection:\n  s: {{A: 1}}\n  condition: s\n---\n");
        text.Append(correlations);
        return RuleReader.Load([new RuleFile("correlation.yml", Encoding.UTF8.GetBytes(text.ToString()))], RuleOptions.Default);
    }

    /// <summary>A hit of a rule at a second, with fields written as <c>name=value</c>.</summary>
    public CorrelationRun At(double second, string rule, params string[] fields) => With(++_reference, second, rule, fields);

    public CorrelationRun With(long reference, double second, string rule, params string[] fields)
    {
        var source = _plan.SourceOf("id-" + rule);
        Assert.True(source >= 0, $"no correlation watches {rule}");
        var text = new List<byte>();
        var values = new List<ValueSlice>();
        foreach (var name in _plan.Sources[source].Fields)
        {
            var written = fields.FirstOrDefault(field => field.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
            var bytes = Encoding.UTF8.GetBytes(written ?? "");
            values.Add(written is null ? ValueSlice.Absent : new ValueSlice(text.Count, bytes.Length));
            text.AddRange(bytes);
        }

        _engine.Observe(new CorrelationHit(source, (long)(second * TimeSpan.TicksPerSecond) + 1, reference, text.ToArray(), values.ToArray()));
        return this;
    }

    public CorrelationRun Complete()
    {
        _engine.Complete();
        return this;
    }

    /// <summary>The seconds at which matches ended.</summary>
    public IEnumerable<double> Ends => Matches.Select(match => (match.LastTicks - 1) / (double)TimeSpan.TicksPerSecond);
}
