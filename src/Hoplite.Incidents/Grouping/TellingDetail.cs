using Hoplite.Detection;

namespace Hoplite.Incidents.Grouping;

/// <summary>What can be seen of a finding in one line: its command, file, address or count.</summary>
public static class TellingDetail
{
    /// <summary>The most characters.</summary>
    internal const int Longest = 400;

    // The first of these that an event has says most about it.
    static readonly string[] Telling =
    [
        "CommandLine", "ProcessCommandLine", "proctitle", "command", "ScriptBlockText", "TargetFilename", "TargetObject", "ImageLoaded", "ServiceName", "PipeName",
        "QueryName", "query", "DestinationHostname", "DestinationIp", "cs-uri", "cs-uri-stem", "cs-uri-query", "alert.signature", "eventName", "operationName", "eventType", "TaskName", "message", "Image", "TargetUserName",
    ];

    /// <summary>The line; text of the evidence.</summary>
    public static string Of(Finding finding)
    {
        if (finding.Correlation is { } correlation)
        {
            var group = string.Join(", ", correlation.Group.Select(g => $"{g.Name} {g.Value}"));
            var span = correlation.Last - correlation.First;
            return Cut($"{correlation.Value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} within {Plain.Span(span ?? default)}{(group.Length > 0 ? " for " + group : "")}");
        }

        foreach (var name in Telling)
            foreach (var (field, value) in finding.Event.Fields)
                if (!string.IsNullOrWhiteSpace(value) && Telemetry.FieldTable.Canonical(field) == name) return Cut(value);
        return finding.Matched.Count > 0 ? Cut(string.Join(", ", finding.Matched.Take(3).Select(m => $"{m.Name}: {m.Value}"))) : "";
    }

    internal static string Cut(string text, int longest = Longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
}
