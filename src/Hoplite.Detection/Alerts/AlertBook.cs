using System.Runtime.InteropServices;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Alerts;

/// <summary>
/// All alerts of other tools that a scan read: what, where and when of each, and the first of each kind, place and quarter of an
/// hour whole. A noisy network costs some tens of bytes an alert.
/// </summary>
public sealed class AlertBook
{
    const int PageSize = 8192;
    const int MaxWhole = 100_000;
    const int MaxKinds = 20_000;

    static readonly long Window = TimeSpan.FromMinutes(15).Ticks;

    readonly Dictionary<(string Tool, string Name, Level Level), int> _kinds = [];
    readonly List<RuleInfo> _rules = [];
    readonly Dictionary<(string Site, string Place), int> _places = [];
    readonly List<(string Site, string Place)> _placeNames = [];
    readonly SourceNumbers _sources = new();
    readonly List<EventRecord> _whole = [];
    readonly HashSet<(int Kind, int Place, long Window)> _seen = [];
    readonly List<Alert[]> _pages = [];

    /// <summary>How many alerts were read.</summary>
    public int Count { get; private set; }

    /// <summary>Alerts without a time, which cannot be put in order and are only counted.</summary>
    public int Undated { get; private set; }

    /// <summary>The kinds of alerts, as rules of the tool that wrote them.</summary>
    public IReadOnlyList<RuleInfo> Kinds => _rules;

    /// <summary>The places alerts are about: the network, and the host in it.</summary>
    public IReadOnlyList<(string Site, string Place)> Places => _placeNames;

    /// <summary>An alert by its number.</summary>
    public ref readonly Alert this[int number] => ref _pages[number / PageSize][number % PageSize];

    /// <summary>The event of an alert; only its place in the evidence when it was not kept whole.</summary>
    public EventRecord Event(in Alert alert) => alert.Whole >= 0
        ? _whole[alert.Whole]
        : new EventRecord(_sources[alert.Source], alert.Position, -1, new DateTimeOffset(alert.Ticks, TimeSpan.Zero), LogSource.Unknown, [], ReadOnlyMemory<byte>.Empty);

    /// <summary>Writes an alert down.</summary>
    internal void Add(AlertTool tool, EventBatch batch, int index)
    {
        var header = batch[index];
        if (header.Time <= 0)
        {
            Undated++;
            return;
        }

        var kind = KindOf(tool, AlertRecogniser.Value(batch, index, tool.Name) ?? "alert", tool.Level is null ? null : AlertRecogniser.Value(batch, index, tool.Level), batch, index);
        var place = PlaceOf(tool.Site == "file" ? batch.Source.Path : "", tool.Places.Select(p => AlertRecogniser.Value(batch, index, p)).FirstOrDefault(p => !string.IsNullOrEmpty(p)) ?? "");
        var whole = -1;
        if (_whole.Count < MaxWhole && _seen.Add((kind, place, header.Time / Window)))
        {
            whole = _whole.Count;
            _whole.Add(EventRecord.Take(batch, index));
        }

        if (Count % PageSize == 0) _pages.Add(new Alert[PageSize]);
        _pages[^1][Count % PageSize] = new Alert(header.Time, header.Position, kind, place, _sources.Of(batch.Source), whole);
        Count++;
    }

    // Hostile input can invent names without end; then they share one.
    int KindOf(AlertTool tool, string name, string? level, EventBatch batch, int index)
    {
        if (_kinds.Count >= MaxKinds) name = "other alerts";
        var key = (tool.Tool, name, tool.LevelOf(level));
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, key, out var known);
        if (known) return number;
        number = _rules.Count;
        var technique = tool.Techniques is null ? null : AlertRecogniser.Value(batch, index, tool.Techniques);
        string[] tags = technique is { Length: > 1 } ? ["attack." + technique.ToLowerInvariant()] : [.. AlertMapping.Default.Tags(name)];
        var id = $"{tool.Tool.ToLowerInvariant().Replace(' ', '-')}:{name}";
        _rules.Add(new RuleInfo(id, name, null, key.Item3, "stable", null, $"An alert of another tool ({tool.Tool}).", [.. tags], [], ""));
        return number;
    }

    int PlaceOf(string site, string place)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (site, place), out var known);
        if (known) return number;
        _placeNames.Add((site, place));
        return number = _placeNames.Count - 1;
    }
}

/// <summary>An alert of another tool.</summary>
/// <param name="Ticks">When, UTC ticks.</param>
/// <param name="Position">Where in its evidence, bytes.</param>
/// <param name="Kind">Its number in <see cref="AlertBook.Kinds"/>.</param>
/// <param name="Place">Its number in <see cref="AlertBook.Places"/>.</param>
/// <param name="Source">The number of its evidence.</param>
/// <param name="Whole">Where its event was kept, or -1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Alert(long Ticks, long Position, int Kind, int Place, int Source, int Whole);
