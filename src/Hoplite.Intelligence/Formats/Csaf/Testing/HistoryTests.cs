using System.Globalization;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Tests about versions, the status and the history of a document.</summary>
static class HistoryTests
{
    sealed record Revision(DateTimeOffset Date, string Number, CsafVersion? Version, string Path);

    /// <summary>6.1.14: sorted by date, the versions of the history ascend.</summary>
    public static void Sorted(CsafSubject subject)
    {
        var sorted = ByDate(subject);
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i].Version is { } later && sorted[i - 1].Version is { } earlier && later.IsInteger == earlier.IsInteger && later.CompareTo(earlier) < 0)
                subject.Fail(sorted[i].Path + "/number", $"version {sorted[i].Number} is newer than {sorted[i - 1].Number} by its date, and older by its number");
    }

    /// <summary>6.1.16: the version of the document is the newest of its history.</summary>
    public static void Latest(CsafSubject subject)
    {
        if (subject.Tracking.Text("version") is not { } version || ByDate(subject) is not { Length: > 0 } sorted) return;
        var newest = sorted[^1];
        if (!Same(version, newest.Number, subject.Tracking.Text("status") is "draft")) subject.Fail("/document/tracking/version", $"the version is {version}, and the newest of the history is {newest.Number}");
    }

    /// <summary>6.1.17: a version 0, 0.y.z or before a release is a draft.</summary>
    public static void Draft(CsafSubject subject)
    {
        if (CsafVersion.Parse(subject.Tracking.Text("version")) is { } version && (version.IsUnreleased || version.PreRelease.Length > 0) && subject.Tracking.Text("status") is not "draft")
            subject.Fail("/document/tracking/status", "a document of such a version is a draft");
    }

    /// <summary>6.1.18: a released document has no version 0 or 0.y.z in its history.</summary>
    public static void Released(CsafSubject subject)
    {
        if (!IsReleased(subject)) return;
        foreach (var revision in All(subject))
            if (revision.Version?.IsUnreleased == true) subject.Fail(revision.Path + "/number", $"version {revision.Number} comes before the first release, and the document is released");
    }

    /// <summary>6.1.19: the history has no versions before a release.</summary>
    public static void PreRelease(CsafSubject subject)
    {
        foreach (var revision in All(subject))
            if (revision.Version?.PreRelease.Length > 0) subject.Fail(revision.Path + "/number", $"{revision.Number} is a version before a release");
    }

    /// <summary>6.1.20: a released document is of no version before a release.</summary>
    public static void NonDraft(CsafSubject subject)
    {
        if (IsReleased(subject) && CsafVersion.Parse(subject.Tracking.Text("version"))?.PreRelease.Length > 0) subject.Fail("/document/tracking/version", "the document is released, and its version is one before a release");
    }

    /// <summary>6.1.21: no version is missing in the history.</summary>
    public static void Gaps(CsafSubject subject)
    {
        var sorted = ByDate(subject);
        Revision? before = null;
        foreach (var revision in sorted)
        {
            if (revision.Version is not { } version) continue;
            var last = before?.Version?.Major;
            if (last is null && version.Major > 1) subject.Fail(revision.Path + "/number", $"the history begins with version {revision.Number}; it begins with 0 or 1");
            else if (last is not null && version.Major > last + 1) subject.Fail(revision.Path + "/number", $"between version {before!.Number} and {revision.Number} one is missing");
            before = revision;
        }
    }

    /// <summary>6.1.22: no version stands in the history twice.</summary>
    public static void Multiple(CsafSubject subject)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var revision in All(subject))
            if (!seen.Add(revision.Number)) subject.Fail(revision.Path + "/number", $"version {revision.Number} stands in the history more than once");
    }

    /// <summary>6.1.30: all versions are whole numbers, or none is.</summary>
    public static void Mixed(CsafSubject subject)
    {
        var whole = CsafVersion.Parse(subject.Tracking.Text("version"))?.IsInteger;
        foreach (var revision in All(subject))
        {
            if (revision.Version is not { } version) continue;
            whole ??= version.IsInteger;
            if (version.IsInteger != whole) subject.Fail(revision.Path + "/number", $"{revision.Number} is {(version.IsInteger ? "a whole number" : "a semantic version")}, and other versions are not");
        }
    }

    static bool IsReleased(CsafSubject subject) => subject.Tracking.Text("status") is "final" or "interim";

    static IEnumerable<Revision> All(CsafSubject subject) => CsafSubject.Parts(subject.Tracking, "revision_history", "/document/tracking")
        .Where(r => r.Json.Text("number") is not null).Select(r => new Revision(r.Json.Time("date") ?? DateTimeOffset.MinValue, r.Json.Text("number")!, CsafVersion.Parse(r.Json.Text("number")), r.Path));

    // Of two of one moment the higher version is the later one.
    static Revision[] ByDate(CsafSubject subject) => [.. All(subject).OrderBy(r => r.Date).ThenBy(r => r.Version, Comparer<CsafVersion?>.Create((a, b) => a is null ? b is null ? 0 : -1 : b is null ? 1 : a.CompareTo(b)))];

    // What was built does not count; of a draft neither does what stands before the release.
    static bool Same(string left, string right, bool draft) => Core(left, draft).Equals(Core(right, draft), StringComparison.Ordinal);

    static string Core(string version, bool draft)
    {
        var end = version.IndexOf('+', StringComparison.Ordinal) is >= 0 and var built ? built : version.Length;
        if (draft && version.IndexOf('-', StringComparison.Ordinal) is >= 0 and var pre && pre < end) end = pre;
        return string.Create(CultureInfo.InvariantCulture, $"{version.AsSpan(0, end)}");
    }
}
