using System.Globalization;
using System.Text.Json;
using Hoplite.Intelligence.Formats.Csaf.Cvss;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Tests about scores of CVSS.</summary>
static class ScoreTests
{
    static readonly string[] Blocks = ["cvss_v2", "cvss_v3"];
    static readonly string[] Severities = ["NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

    /// <summary>6.1.7: no product has two scores of one version.</summary>
    public static void SameVersion(CsafSubject subject)
    {
        foreach (var vulnerability in subject.Vulnerabilities)
        {
            var seen = new HashSet<(string, string)>();
            foreach (var score in CsafSubject.Parts(vulnerability.Json, "scores", vulnerability.Path))
                foreach (var block in Blocks)
                    if (score.Json.Object(block) is { } cvss)
                        foreach (var product in CsafSubject.Texts(score, "products"))
                            if (!seen.Add((cvss.Text("version") ?? block, product.Value))) subject.Fail(product.Path, $"the product '{product.Value}' has more than one score of CVSS {cvss.Text("version")}");
        }
    }

    /// <summary>6.1.8: a score has the form that its JSON schema asks for.</summary>
    public static void Invalid(CsafSubject subject)
    {
        foreach (var (cvss, path, second) in All(subject))
        {
            string[] versions = second ? ["2.0"] : ["3.0", "3.1"];
            if (!versions.Contains(cvss.Text("version"), StringComparer.Ordinal)) subject.Fail(path + "/version", $"it is {string.Join(" or ", versions)}");
            var vector = CvssVector.Parse(cvss.Text("vectorString"));
            if (vector is null || (cvss.Text("version") is { } version && versions.Contains(version, StringComparer.Ordinal) && vector.Version != version)) subject.Fail(path + "/vectorString", $"'{cvss.Text("vectorString")}' is no vector of CVSS {cvss.Text("version")}");
            foreach (var name in new[] { "baseScore", "temporalScore", "environmentalScore" })
                if (cvss.Member(name) is { } score ? score.ValueKind != JsonValueKind.Number || score.GetDouble() is not (>= 0 and <= 10) : name is "baseScore") subject.Fail($"{path}/{name}", "it is a number from 0 to 10");
            if (!second)
                foreach (var name in new[] { "baseSeverity", "temporalSeverity", "environmentalSeverity" })
                    if (cvss.Member(name) is not null || name is "baseSeverity")
                        if (!Severities.Contains(cvss.Text(name), StringComparer.Ordinal)) subject.Fail($"{path}/{name}", "it is " + string.Join(", ", Severities));
            foreach (var metric in second ? CvssMetrics.Second : CvssMetrics.Third)
                if (cvss.Member(metric.Property) is { } value && !(value.ValueKind == JsonValueKind.String && metric.Values.Any(v => v.Word == value.GetString()))) subject.Fail($"{path}/{metric.Property}", "it is " + string.Join(", ", metric.Values.Select(v => v.Word)));
        }
    }

    /// <summary>6.1.9: scores and severities are those the vector gives.</summary>
    public static void Computation(CsafSubject subject)
    {
        foreach (var (cvss, path, second) in All(subject))
        {
            if (CvssVector.Parse(cvss.Text("vectorString")) is not { } vector || vector.Version is "2.0" != second) continue;
            var scores = CvssScores.Of(vector);
            foreach (var (name, right) in new[] { ("base", scores.Base), ("temporal", scores.Temporal), ("environmental", scores.Environmental) })
            {
                // Metrics that only stand beside the vector may change these two; test 6.1.10 compares those that stand in both.
                if (name is not "base" && !IsTold(vector, cvss, name)) continue;
                if (cvss.Real(name + "Score") is { } told && Math.Abs(told - right) > 0.0001) subject.Fail($"{path}/{name}Score", string.Create(CultureInfo.InvariantCulture, $"it is {told}, and the vector gives {right:0.0}"));
                if (!second && cvss.Text(name + "Severity") is { } word && word != CvssScores.Severity(right)) subject.Fail($"{path}/{name}Severity", $"it is {word}, and the vector gives {CvssScores.Severity(right)}");
            }
        }
    }

    /// <summary>6.1.10: metrics beside the vector say the same as in it.</summary>
    public static void Inconsistent(CsafSubject subject)
    {
        foreach (var (cvss, path, second) in All(subject))
        {
            if (CvssVector.Parse(cvss.Text("vectorString")) is not { } vector || vector.Version is "2.0" != second) continue;
            foreach (var metric in vector.Metrics)
            {
                if (cvss.Text(metric.Property) is not { } told) continue;
                var word = vector.Values.TryGetValue(metric.Short, out var letters) ? metric.Word(letters) : "NOT_DEFINED";
                if (told != word) subject.Fail($"{path}/{metric.Property}", $"it is {told}, and in the vector {word}");
            }
        }
    }

    // A score that was told is checked when the vector alone decides it.
    static bool IsTold(CvssVector vector, JsonElement cvss, string name) =>
        (cvss.Member(name + "Score") is not null || cvss.Member(name + "Severity") is not null)
        && vector.Metrics.Where(m => !m.Required).All(m => cvss.Member(m.Property) is null || vector.Has(m.Short) || cvss.Text(m.Property) is "NOT_DEFINED");

    static IEnumerable<(JsonElement Cvss, string Path, bool Second)> All(CsafSubject subject)
    {
        foreach (var vulnerability in subject.Vulnerabilities)
            foreach (var score in CsafSubject.Parts(vulnerability.Json, "scores", vulnerability.Path))
                foreach (var block in Blocks)
                    if (score.Json.Object(block) is { } cvss) yield return (cvss, $"{score.Path}/{block}", block is "cvss_v2");
    }
}
