using System.Globalization;
using System.Reflection;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Telemetry.Ocsf;

/// <summary>How the events of one log source become OCSF: a file of <c>content/ocsf</c>.</summary>
sealed class OcsfMapping
{
    static readonly OcsfMapping[] Files = [.. Names().Select(n => new OcsfMapping(n, Root(n)))];
    static readonly OcsfMapping Others = Files.Single(f => f.Name == "others");

    readonly string? _product, _category;
    readonly Entry[] _entries;

    OcsfMapping(string name, YamlMappingNode root)
    {
        Name = name;
        _product = Text(root, "product");
        _category = Text(root, "category");
        When = Conditions(root);
        Map = Paths(root);
        Set = Constants(root);
        _entries = [.. ((YamlSequenceNode)root["events"]).Select(e => new Entry((YamlMappingNode)e))];
    }

    /// <summary>The classes and types that the mappings use.</summary>
    public static OcsfClasses Classes { get; } = new(Root("classes"));

    /// <summary>All mappings.</summary>
    public static IReadOnlyList<OcsfMapping> All => Files;

    /// <summary>The mapping of events that no other knows.</summary>
    public static OcsfMapping LastResort => Others;

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>What all its events have.</summary>
    public Condition[] When { get; }

    /// <summary>Attributes of all its events and the fields they come from.</summary>
    public IReadOnlyList<(string Path, string[] Names)> Map { get; }

    /// <summary>Attributes that are the same for all its events.</summary>
    public IReadOnlyList<(string Path, string Value)> Set { get; }

    /// <summary>Its kinds of events.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The mapping of an event; the last resort knows every event.</summary>
    public static OcsfMapping For(EventRecord record) => Files.FirstOrDefault(f => f != Others && f.Fits(record)) ?? Others;

    /// <summary>The kind of an event; the last resort's when it is of no kind that the file names.</summary>
    public Entry EntryFor(EventRecord record) => Array.Find(_entries, e => e.Fits(record)) ?? Others._entries[0];

    /// <summary>Whether events of this log source may be its events.</summary>
    public bool IsFor(LogSource source) =>
        (_product is not null || _category is not null)
        && (_product is null || _product == source.Product)
        && (_category is null || _category == source.Category);

    /// <summary>Conditions by the ids of fields and with values as UTF-8; no value stands for any.</summary>
    public static (int Name, byte[][] Values)[] Compile(Condition[] conditions) =>
        [.. conditions.Select(c => (FieldTable.Intern(c.Field), c.Values is ["*"] ? [] : c.Values.Select(Encoding.UTF8.GetBytes).ToArray()))];

    bool Fits(EventRecord record) =>
        IsFor(record.LogSource) && Array.TrueForAll(When, c => c.Holds(record)) && Array.Exists(_entries, e => e.Fits(record));

    static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith("ocsf/", StringComparison.Ordinal) && n != "ocsf/classes.yaml")
        .Select(n => n["ocsf/".Length..^".yaml".Length])
        .OrderBy(n => n == "windows-others").ThenBy(n => n, StringComparer.Ordinal);

    static YamlMappingNode Root(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"ocsf/{name}.yaml")
            ?? throw new InvalidOperationException($"the mapping {name} is not part of this build");
        using var text = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    static string? Text(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;

    static string[] Texts(YamlNode node) => node is YamlSequenceNode list ? [.. list.Select(n => ((YamlScalarNode)n).Value!)] : [((YamlScalarNode)node).Value!];

    static IEnumerable<(string Name, YamlNode Value)> Members(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? ((YamlMappingNode)value).Select(m => (((YamlScalarNode)m.Key).Value!, m.Value)) : [];

    static Condition[] Conditions(YamlMappingNode node) => [.. Members(node, "when").Select(m => new Condition(FieldTable.Canonical(m.Name), Texts(m.Value)))];

    static (string Path, string[] Names)[] Paths(YamlMappingNode node) => [.. Members(node, "map").Select(m => (m.Name, Texts(m.Value).Select(FieldTable.Canonical).ToArray()))];

    static (string Path, string Value)[] Constants(YamlMappingNode node) => [.. Members(node, "set").Select(m => (m.Name, Texts(m.Value)[0]))];

    static string? First(EventRecord record, string name) => record.Fields.FirstOrDefault(f => !string.IsNullOrEmpty(f.Value) && FieldTable.Canonical(f.Key) == name).Value;

    /// <summary>One kind of event.</summary>
    public sealed class Entry
    {
        readonly string? _service;

        public Entry(YamlMappingNode node)
        {
            _service = Text(node, "service");
            When = Conditions(node);
            Class = Text(node, "class")!;
            Activity = new Choice(node["activity"]);
            Status = node.Children.TryGetValue("status", out var status) ? new Choice(status) : null;
            Map = Paths(node);
            Set = Constants(node);
            Leave = node.Children.TryGetValue("leave", out var leave) ? Texts(leave).ToHashSet(StringComparer.Ordinal) : [];
        }

        public Condition[] When { get; }

        public string Class { get; }

        public Choice Activity { get; }

        public Choice? Status { get; }

        public IReadOnlyList<(string Path, string[] Names)> Map { get; }

        public IReadOnlyList<(string Path, string Value)> Set { get; }

        /// <summary>Attributes of the file that this class does not have.</summary>
        public IReadOnlySet<string> Leave { get; }

        /// <summary>Whether events of this log source may be of this kind.</summary>
        public bool IsFor(LogSource source) => _service is null || _service == source.Service;

        public bool Fits(EventRecord record) => IsFor(record.LogSource) && Array.TrueForAll(When, c => c.Holds(record));
    }

    /// <summary>A field that must have one of some values; <c>*</c> stands for any.</summary>
    public sealed record Condition(string Field, string[] Values)
    {
        public bool Holds(EventRecord record) =>
            First(record, Field) is { } value && (Values is ["*"] || Array.Exists(Values, v => v.Equals(value, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A number of an enumeration: always the same, or by the value of a field.</summary>
    public sealed class Choice
    {
        readonly Dictionary<string, int> _values = new(StringComparer.OrdinalIgnoreCase);

        public Choice(YamlNode node)
        {
            if (node is YamlScalarNode scalar)
            {
                Fixed = Number(scalar);
                return;
            }

            var map = (YamlMappingNode)node;
            Fields = [.. Texts(map["field"]).Select(FieldTable.Canonical)];
            foreach (var (value, number) in Members(map, "values")) _values[value] = Number(number);
            if (map.Children.TryGetValue("other", out var other)) Other = Number(other);
        }

        /// <summary>The number, when it is always the same.</summary>
        public int? Fixed { get; }

        /// <summary>The number of any other value.</summary>
        public int? Other { get; }

        /// <summary>The fields that may decide; the first that has a value does.</summary>
        public string[] Fields { get; } = [];

        /// <summary>The numbers of values.</summary>
        public IReadOnlyDictionary<string, int> Values => _values;

        /// <summary>All numbers it can give.</summary>
        public IEnumerable<int> Numbers => new[] { Fixed, Other }.OfType<int>().Concat(_values.Values);

        public int? Of(EventRecord record)
        {
            if (Fixed is not null) return Fixed;
            return Fields.Select(f => First(record, f)).FirstOrDefault(v => v is not null) is { } value ? _values.TryGetValue(value, out var number) ? number : Other : null;
        }

        static int Number(YamlNode node) => int.Parse(((YamlScalarNode)node).Value!, CultureInfo.InvariantCulture);
    }
}

/// <summary>The content of <c>content/ocsf/classes.yaml</c>.</summary>
sealed class OcsfClasses
{
    readonly Dictionary<string, int> _classes;
    readonly HashSet<string> _integers;

    public OcsfClasses(YamlMappingNode root)
    {
        Version = ((YamlScalarNode)root["version"]).Value!;
        _classes = ((YamlMappingNode)root["classes"]).ToDictionary(c => ((YamlScalarNode)c.Key).Value!, c => int.Parse(((YamlScalarNode)c.Value).Value!, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        _integers = ((YamlSequenceNode)root["integers"]).Select(n => ((YamlScalarNode)n).Value!).ToHashSet(StringComparer.Ordinal);
    }

    public string Version { get; }

    public IReadOnlyDictionary<string, int> All => _classes;

    public int Uid(string name) => _classes[name];

    /// <summary>Whether the attribute at the end of a path is a number.</summary>
    public bool IsInteger(string path) => _integers.Contains(path[(path.LastIndexOf('.') + 1)..]);
}
