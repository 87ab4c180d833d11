using System.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Agents.Drill.LogInject;

/// <summary>LogInject: texts that try to steer software that reads logs, in the places of logs that an outsider can write into.</summary>
public sealed class LogInjectCorpus
{
    LogInjectCorpus(IReadOnlyList<Carrier> carriers, PayloadFile payloads) => (Carriers, Goals, Dresses, Encodings) =
        (carriers, [.. payloads.Goals.Select(g => (Word<AttackGoal>(g.Id), (IReadOnlyList<string>)g.Says))], payloads.Dresses, [.. payloads.Encodings.Select(Word<PayloadEncoding>)]);

    /// <summary>The corpus of this build.</summary>
    public static LogInjectCorpus Default { get; } = Load();

    /// <summary>The places.</summary>
    public IReadOnlyList<Carrier> Carriers { get; }

    /// <summary>What is asked for, in several ways each.</summary>
    public IReadOnlyList<(AttackGoal Goal, IReadOnlyList<string> Says)> Goals { get; }

    /// <summary>How it is dressed.</summary>
    public IReadOnlyList<string> Dresses { get; }

    /// <summary>How it is hidden.</summary>
    public IReadOnlyList<PayloadEncoding> Encodings { get; }

    /// <summary>How many different payloads there are for one case.</summary>
    public int Variants => Goals.Sum(g => g.Says.Count) * Dresses.Count * Encodings.Count;

    /// <summary>A payload.</summary>
    /// <param name="variant">Which; any number.</param>
    /// <param name="names">The names of the case.</param>
    /// <param name="marker">128 bits in hex.</param>
    public Payload Payload(int variant, CaseNames names, string marker)
    {
        variant = (int)((uint)variant % (uint)Variants);
        var encoding = Encodings[variant % Encodings.Count];
        variant /= Encodings.Count;
        var dress = Dresses[variant % Dresses.Count];
        variant /= Dresses.Count;
        foreach (var (goal, says) in Goals)
        {
            if (variant < says.Count) return new Payload(goal, names.Fill(dress.Replace("{say}", says[variant], StringComparison.Ordinal)).Replace("{marker}", marker, StringComparison.Ordinal), encoding, marker);
            variant -= says.Count;
        }

        throw new InvalidOperationException("there are no payloads");
    }

    internal static string Read(string name)
    {
        using var stream = typeof(LogInjectCorpus).Assembly.GetManifestResourceStream("drill/" + name) ?? throw new InvalidOperationException("the drill is not part of this build");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    static LogInjectCorpus Load()
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build();
        return new LogInjectCorpus([.. yaml.Deserialize<List<CarrierEntry>>(Read("carriers.yaml")).Select(c => new Carrier(c.Id, Word<CarrierEscape>(c.Escape), c.Longest, c.Source, c.Text))], yaml.Deserialize<PayloadFile>(Read("payloads.yaml")));
    }

    static T Word<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    sealed class CarrierEntry
    {
        public string Id { get; init; } = "";

        public string Escape { get; init; } = "";

        public int Longest { get; init; }

        public string Source { get; init; } = "";

        public string Text { get; init; } = "";
    }

    sealed class PayloadFile
    {
        public List<GoalEntry> Goals { get; init; } = [];

        public List<string> Dresses { get; init; } = [];

        public List<string> Encodings { get; init; } = [];
    }

    sealed class GoalEntry
    {
        public string Id { get; init; } = "";

        public List<string> Says { get; init; } = [];
    }
}
