using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Agents.Playbooks;

/// <summary>The playbooks there are: a closed list. What is not on it cannot be proposed, by nobody.</summary>
public sealed class PlaybookLibrary
{
    PlaybookLibrary(IReadOnlyList<Playbook> all) => All = all;

    /// <summary>The playbooks of this build (<c>content/playbooks</c>).</summary>
    public static PlaybookLibrary Default { get; } = Load();

    /// <summary>The playbooks.</summary>
    public IReadOnlyList<Playbook> All { get; }

    /// <summary>The playbook with an id; null when there is none.</summary>
    public Playbook? Find(string id) => All.FirstOrDefault(p => p.Id == id);

    /// <summary>Reads playbooks.</summary>
    /// <exception cref="FormatException">One of them is wrong; the message says which.</exception>
    public static PlaybookLibrary Parse(string yaml) => new([.. new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<List<Entry>>(yaml).Select(e => e.ToPlaybook())]);

    static PlaybookLibrary Load()
    {
        using var stream = typeof(PlaybookLibrary).Assembly.GetManifestResourceStream("playbooks/selection.yaml") ?? throw new InvalidOperationException("the playbooks are not part of this build");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(System.Text.Encoding.UTF8.GetString(bytes));
    }

    sealed class Entry
    {
        public string Id { get; init; } = "";

        public string Title { get; init; } = "";

        public List<string> Techniques { get; init; } = [];

        public List<string> Tactics { get; init; } = [];

        public bool Always { get; init; }

        public string From { get; init; } = "suspicious";

        public List<ActionEntry> Actions { get; init; } = [];

        public Playbook ToPlaybook()
        {
            if (TargetForm.Named(TargetKind.Named, Id) is null) throw new FormatException($"the playbook '{Id}' needs an id of small letters, digits and dashes");
            return new Playbook(Id, Title, Techniques, Tactics, Always, Word<Verdict>(From), [.. Actions.Select(a => new PlaybookAction(Word<ActionKind>(a.Do), Word<PlaybookTarget>(a.To), TimeSpan.FromMinutes(a.Minutes)))]);
        }

        T Word<T>(string word)
            where T : struct, Enum =>
            Enum.TryParse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : throw new FormatException($"the playbook '{Id}' says '{word}', which is none of {string.Join(", ", Enum.GetNames<T>())}");
    }

    sealed class ActionEntry
    {
        public string Do { get; init; } = "";

        public string To { get; init; } = "";

        public int Minutes { get; init; } = 60;
    }
}
