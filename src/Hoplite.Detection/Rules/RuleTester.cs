using System.Text;
using System.Text.Json;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Json;

namespace Hoplite.Detection.Rules;

/// <summary>Runs the test events of a rule through the same engine that scans evidence.</summary>
public static class RuleTester
{
    /// <summary>Tests what one file holds: a rule, or a correlation with its rules.</summary>
    /// <param name="rules">The rules of the file.</param>
    /// <param name="cases">The test beside it.</param>
    /// <returns>What is wrong; empty when the rule does as its test says.</returns>
    public static IReadOnlyList<string> Test(RuleCollection rules, RuleCase cases)
    {
        var problems = new List<string>();
        if (cases.Positive.Count == 0) problems.Add("there is no positive event");
        if (cases.Negative.Count == 0) problems.Add("there is no negative event");
        if (rules.Correlations.Length > 0)
        {
            // What others of the file only wait for says nothing by itself.
            var awaited = rules.Correlations.SelectMany(c => c.Rules).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var correlation in rules.Correlations.Where(c => !awaited.Contains(c.Info.Id)))
            {
                if (!Fires(rules, cases.Positive, correlation.Info)) problems.Add($"the positive events do not fire '{correlation.Info.Title}'");
                if (Fires(rules, cases.Negative, correlation.Info)) problems.Add($"the negative events fire '{correlation.Info.Title}'");
            }

            return problems;
        }

        foreach (var rule in rules.Rules)
        {
            for (var i = 0; i < cases.Positive.Count; i++)
                if (!Fires(rules, [cases.Positive[i]], rule.Info)) problems.Add($"positive event {i + 1} does not fire '{rule.Info.Title}'");
            for (var i = 0; i < cases.Negative.Count; i++)
                if (Fires(rules, [cases.Negative[i]], rule.Info)) problems.Add($"negative event {i + 1} fires '{rule.Info.Title}'");
        }

        return problems;
    }

    static bool Fires(RuleCollection rules, IReadOnlyList<JsonElement> events, RuleInfo info)
    {
        var detector = new Detector(rules);
        var sink = detector.CreateSink();
        var source = new EvidenceSource("rule test");
        foreach (var element in events)
        {
            if (IsWrapped(element)) Post(sink, source, element);
            else new JsonLinesReader().Read(new EvidenceInput(source, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(element))), sink, default);
        }

        return detector.Complete().Findings.Any(f => ReferenceEquals(f.Rule, info) || f.Rule.Id == info.Id);
    }

    static bool IsWrapped(JsonElement element) => element.TryGetProperty("logsource", out var logSource) && logSource.ValueKind == JsonValueKind.Object && element.TryGetProperty("event", out _);

    static void Post(IEventSink sink, EvidenceSource source, JsonElement wrapped)
    {
        var batch = sink.Rent(source);
        var raw = JsonSerializer.SerializeToUtf8Bytes(wrapped.GetProperty("event"));
        var offset = batch.Append(raw);
        Flatten(batch, "", wrapped.GetProperty("event"));
        var time = wrapped.GetProperty("event").EnumerateObject().Where(p => p.Name is "@timestamp" or "timestamp" or "time" or "ts").Select(p => Time(p.Value)).FirstOrDefault(t => t != 0);
        batch.End(time, LogSourceTable.Intern(Source(wrapped.GetProperty("logsource"))), 0, -1, offset, raw.Length);
        sink.Post(batch);
    }

    static long Time(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.TryGetDateTimeOffset(out var time) => time.UtcTicks,
        JsonValueKind.Number => DateTimeOffset.UnixEpoch.UtcTicks + (long)(value.GetDouble() * TimeSpan.TicksPerSecond),
        _ => 0,
    };

    static LogSource Source(JsonElement element)
    {
        string? Part(string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new LogSource(Part("product"), Part("category"), Part("service"));
    }

    static void Flatten(EventBatch batch, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Flatten(batch, name.Length == 0 ? member.Name : name + "." + member.Name, member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Flatten(batch, name, item);
                break;
            case JsonValueKind.Null:
                batch.Add(FieldTable.Intern(name), FieldKind.Null, 0, 0);
                break;
            default:
                batch.Add(FieldTable.Intern(name), Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
                break;
        }
    }
}
