
using System.Reflection;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Detection.Routing;

/// <summary>All views of <c>content/logsources</c>: which events belong to which log source.</summary>
sealed class LogSourceCatalogue
{
    static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    readonly List<LogSourceView> _views = [];

    LogSourceCatalogue()
    {
        AddWindows(Load<WindowsFile>("windows.yaml"));
        foreach (var view in Load<OthersFile>("others.yaml").Views)
            _views.Add(new LogSourceView(view.As.ToLogSource(), view.From.ToLogSource(), [], null, [], Where(view.Where), view.Fields ?? NoFields));
    }

    /// <summary>The catalogue of this build.</summary>
    public static LogSourceCatalogue Default { get; } = new();

    /// <summary>The views.</summary>
    public IReadOnlyList<LogSourceView> Views => _views;

    /// <summary>The views an event belongs to that a rule is about; the event's own log source is one without conditions.</summary>
    public IEnumerable<LogSourceView> ViewsOf(EventOrigin origin) => _views.Where(v => v.Covers(origin)).Prepend(Own(origin.Source));

    /// <summary>The log sources that readers give directly.</summary>
    public static LogSource[] FromReaders() => [.. Load<List<SourcePart>>("readers.yaml").Select(p => p.ToLogSource())];

    static LogSourceView Own(LogSource source) => new(source, source, [], null, [], null, NoFields);

    void AddWindows(WindowsFile file)
    {
        var windows = new LogSource(file.Product);
        foreach (var (service, channels) in file.Services)
            _views.Add(new(windows with { Service = service }, windows, channels, null, [], null, NoFields));
        foreach (var (category, ids) in file.Sysmon.Categories)
        {
            var where = Where(file.Sysmon.Where?.GetValueOrDefault(category));
            string[] texts = [.. ids.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
            _views.Add(new(windows with { Category = category, Service = "sysmon" }, windows, [file.Sysmon.Channel], file.Sysmon.Provider, texts, where, NoFields));
            _views.Add(new(new LogSource("linux", category, "sysmon"), windows, [file.Sysmon.LinuxChannel], file.Sysmon.LinuxProvider, texts, where, NoFields));
        }

        foreach (var entry in file.Categories)
            _views.Add(new(
                new LogSource(file.Product, entry.Category), windows, [entry.Channel], entry.Provider,
                [.. entry.Ids.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))], null, entry.Fields ?? NoFields));
    }

    static Expression? Where(Dictionary<string, List<string>>? conditions) => conditions is null ? null
        : new AllOf([.. conditions.Select(c => (Expression)new AnyOf([.. c.Value.Select(v => new FieldTest(c.Key, new TextTest(WildcardPattern.Exactly(v))))]))]);

    static T Load<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("logsources/" + name)
            ?? throw new InvalidOperationException($"the log source file {name} is not part of this build");
        using var text = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<T>(text);
    }

    sealed class WindowsFile
    {
        public string Product { get; init; } = "";

        public Dictionary<string, List<string>> Services { get; init; } = [];

        public SysmonPart Sysmon { get; init; } = new();

        public List<CategoryPart> Categories { get; init; } = [];
    }

    sealed class SysmonPart
    {
        public string Channel { get; init; } = "";

        public string Provider { get; init; } = "";

        public string LinuxChannel { get; init; } = "";

        public string LinuxProvider { get; init; } = "";

        public Dictionary<string, List<int>> Categories { get; init; } = [];

        public Dictionary<string, Dictionary<string, List<string>>>? Where { get; init; }
    }

    sealed class CategoryPart
    {
        public string Category { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Provider { get; init; } = "";

        public List<int> Ids { get; init; } = [];

        public Dictionary<string, string>? Fields { get; init; }
    }

    sealed class OthersFile
    {
        public List<ViewPart> Views { get; init; } = [];
    }

    sealed class ViewPart
    {
        public SourcePart From { get; init; } = new();

        public SourcePart As { get; init; } = new();

        public Dictionary<string, List<string>>? Where { get; init; }

        public Dictionary<string, string>? Fields { get; init; }
    }

    sealed class SourcePart
    {
        public string? Product { get; init; }

        public string? Category { get; init; }

        public string? Service { get; init; }

        public LogSource ToLogSource() => new(Product, Category, Service);
    }
}
