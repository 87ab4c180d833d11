using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Reading;

namespace Hoplite.Intelligence.Formats;

/// <summary>Collects what comes out of a file: nothing gets in that a store would not accept, and nothing twice.</summary>
sealed class Gathering(FormatLimits limits)
{
    readonly List<ReadOnlyMemory<byte>> _objects = [];
    readonly HashSet<(string Id, string Version)> _known = [];
    readonly List<Refusal> _refused = [];
    readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    readonly List<string> _notes = [];
    long _more;

    public FormatLimits Limits => limits;

    public bool IsFull => _objects.Count >= limits.Objects;

    public int Count => _objects.Count;

    /// <summary>Takes an object that was built; false with a refusal when no store would take it.</summary>
    public bool Add(JsonObject built, string position) => Add(JsonSerializer.SerializeToUtf8Bytes(built, StixJson.Plain), position);

    /// <summary>Takes an object as it came.</summary>
    public bool Add(ReadOnlyMemory<byte> utf8, string position) => Add(StixReader.ReadObject(utf8), position);

    /// <summary>Takes an object that was read.</summary>
    public bool Add(StixEntry entry, string position)
    {
        if (entry.Problem is { } problem) return Refuse(position, problem.ToString());
        if (IsFull) return Refuse(position, $"there are more than {limits.Objects} objects; import them in parts");
        if (_known.Add((entry.Id, entry.Modified?.Text ?? ""))) _objects.Add(entry.Utf8);
        return true;
    }

    /// <summary>Says that something was not taken; always false.</summary>
    public bool Refuse(string position, string reason)
    {
        if (_refused.Count < limits.Refusals) _refused.Add(new Refusal(position, reason));
        else _more++;
        return false;
    }

    /// <summary>Counts something to be told at the end.</summary>
    public void Tally(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    public void Note(string note) => _notes.Add(note);

    /// <summary>What was gathered.</summary>
    public Imported Close(ImportedKind kind) =>
        new(kind, _objects, _refused, [.. _notes, .. _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}"))]) { MoreRefused = _more };
}
