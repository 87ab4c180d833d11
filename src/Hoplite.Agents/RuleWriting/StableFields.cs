using System.Text;
using Hoplite.Detection;
using Hoplite.Guard.Labels;
using Hoplite.Telemetry;

namespace Hoplite.Agents.RuleWriting;

/// <summary>Chooses the fields of an event that will be the same when it happens again: first those that an outsider cannot choose.</summary>
/// <param name="trust">How far each field can be trusted.</param>
sealed class StableFields(FieldTrust trust)
{
    const int Most = 8;
    const int LongestName = 100;
    const int LongestText = 1_000;

    // What kind of event it is; by itself it tells an attack from nothing else.
    static readonly string[] Kinds =
    [
        "EventID", "Channel", "Provider_Name", "LogonType", "Status", "program", "action", "type", "syscall", "event_type", "alert.signature_id", "cs-method", "sc-status", "eventSource", "eventName", "eventType",
        "OperationName", "verb", "objectRef.resource",
    ];

    // Programs: the folder may differ from machine to machine, the name of the file does not.
    static readonly string[] Programs = ["Image", "ParentImage", "NewProcessName", "ParentProcessName", "SourceImage", "TargetImage", "ImageLoaded", "exe"];

    static readonly string[] Telling = ["ServiceName", "OriginalFileName", "TaskName", "PipeName", "key"];

    /// <summary>The tests for an event; none when nothing in it could be one.</summary>
    public IReadOnlyList<RuleLiteral> Of(EventRecord record, IReadOnlyList<MatchedField> matched)
    {
        var usable = record.Fields.Where(f => IsUsable(f.Key, f.Value)).Select(f => new RuleLiteral(f.Key, FieldTable.Canonical(f.Key), f.Value!)).Where(f => IsName(f.Name)).DistinctBy(f => f.Name).ToArray();
        RuleLiteral[] kinds = [.. Named(Kinds)];
        RuleLiteral[] telling = [.. Named(Programs).Select(FileName).Concat(Named(Telling)).OrderBy(f => IsChosenByOutsiders(record, f))];

        // What the rule before it looked at is somebody's text as often as not, and so the last resort.
        if (telling.Length == 0) telling = [.. matched.Select(m => Found(m, usable)).OfType<RuleLiteral>()];
        return [.. kinds.OrderBy(f => IsChosenByOutsiders(record, f)).Take(Most - 2).Concat(telling).DistinctBy(f => f.Name).Take(Most)];

        IEnumerable<RuleLiteral> Named(string[] names) => names.Select(n => Array.Find(usable, f => f.Name == n)).OfType<RuleLiteral>();
    }

    bool IsChosenByOutsiders(EventRecord record, RuleLiteral field) => trust.Of(record, field.Source).Integrity < Integrity.Source;

    // A rule may know a field by another name than the event does; its value is the same.
    static RuleLiteral? Found(MatchedField matched, RuleLiteral[] usable) =>
        Array.Find(usable, f => f.Name == matched.Name && f.Text == matched.Value) ?? Array.Find(usable, f => f.Text == matched.Value);

    static RuleLiteral FileName(RuleLiteral path) =>
        path.Text.LastIndexOfAny(['\\', '/']) is >= 0 and var slash && slash < path.Text.Length - 1 ? path with { Text = path.Text[slash..], IsEnding = true } : path;

    // Text that lost characters when it was read matches nothing again.
    static bool IsUsable(string name, string? text) => IsName(name) && text is { Length: > 0 and <= LongestText } && !text.EnumerateRunes().Contains(Rune.ReplacementChar);

    // Names come out of the evidence as well: a bar would begin a modifier.
    static bool IsName(string name) => name.Length is > 0 and <= LongestName && (char.IsAsciiLetter(name[0]) || name[0] is '@' or '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '@');
}
