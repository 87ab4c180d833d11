using Hoplite.Detection;
using Hoplite.Telemetry;

namespace Hoplite.Incidents.Grouping;

/// <summary>Builds the process trees of an incident from what its events say about processes and their parents.</summary>
static class ProcessForest
{
    const int MaxDepth = 32;

    /// <summary>The trees.</summary>
    public static IReadOnlyList<ProcessNode> Of(IEnumerable<FindingFacts> facts)
    {
        var drafts = new Dictionary<string, Draft>(StringComparer.OrdinalIgnoreCase);
        foreach (var fact in facts)
            foreach (var record in fact.Finding.Events)
                Add(drafts, record, fact);

        var children = drafts.Values.Where(d => d.Parent is not null && d.Parent != d.Key && drafts.ContainsKey(d.Parent)).ToLookup(d => d.Parent!, StringComparer.OrdinalIgnoreCase);
        var roots = drafts.Values.Where(d => d.Parent is null || d.Parent == d.Key || !drafts.ContainsKey(d.Parent));
        return [.. roots.Select(r => Node(r, children, 0))];
    }

    static ProcessNode Node(Draft draft, ILookup<string, Draft> children, int depth) => new(
        draft.Key, draft.Image, draft.CommandLine, draft.User, draft.Host, draft.Findings,
        depth == MaxDepth ? [] : [.. children[draft.Key].Select(c => Node(c, children, depth + 1))]);

    static void Add(Dictionary<string, Draft> drafts, EventRecord record, FindingFacts fact)
    {
        var image = First(record, "Image", "NewProcessName", "exe");
        if (image is null) return;
        var isCreation = First(record, "ParentImage", "ParentProcessName", "ParentProcessGuid") is not null;
        var key = Key(record, image, fact.Host, "ProcessGuid", isCreation && First(record, "NewProcessId") is not null ? "NewProcessId" : "ProcessId", "pid");
        var draft = Get(drafts, key, image, fact.Host);
        if (!draft.Findings.Contains(fact.Finding)) draft.Findings.Add(fact.Finding);
        if (!isCreation) return;
        draft.CommandLine ??= First(record, "CommandLine", "ProcessCommandLine", "proctitle");
        draft.User ??= First(record, "User", "SubjectUserName", "uid");
        var parentImage = First(record, "ParentImage", "ParentProcessName") ?? "?";
        var parent = Key(record, parentImage, fact.Host, "ParentProcessGuid", First(record, "ParentProcessId") is not null ? "ParentProcessId" : "ProcessId", "ppid");
        if (parent == key) return;
        draft.Parent = parent;
        Get(drafts, parent, parentImage, fact.Host).CommandLine ??= First(record, "ParentCommandLine");
    }

    static Draft Get(Dictionary<string, Draft> drafts, string key, string image, string? host)
    {
        if (!drafts.TryGetValue(key, out var draft)) drafts[key] = draft = new Draft(key, image, host);
        return draft;
    }

    static string Key(EventRecord record, string image, string? host, string guid, params string[] ids) =>
        First(record, guid) is { } unique && unique.AsSpan().ContainsAnyExcept("{}0-") ? unique : $"{host}|{First(record, ids)}|{image}";

    static string? First(EventRecord record, params string[] names)
    {
        foreach (var (name, value) in record.Fields)
            if (!string.IsNullOrEmpty(value) && names.Contains(FieldTable.Canonical(name), StringComparer.Ordinal)) return value;
        return null;
    }

    sealed class Draft(string key, string image, string? host)
    {
        public string Key => key;

        public string Image => image;

        public string? Host => host;

        public string? Parent { get; set; }

        public string? CommandLine { get; set; }

        public string? User { get; set; }

        public List<Finding> Findings { get; } = [];
    }
}
