using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>
/// The report as one page that needs nothing else and runs nothing: for the person who has to act, and for whoever asks later what was known.
/// </summary>
static class HtmlReport
{
    static readonly string Css = ReadCss();

    /// <summary>Writes the page.</summary>
    public static void Write(ScanReport report, IReadOnlyList<RuleRejection> rejections, Stream target)
    {
        using var text = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        text.Write("<!doctype html>\n");
        var html = new HtmlWriter(text);
        html.Open("html", ("lang", "en"));
        Head(html);
        html.Open("body");
        Overview(html, report);
        html.Open("main");
        var shown = new ShownEvidence(report);
        for (var i = 0; i < Math.Min(report.Incidents.Count, ShownEvidence.MostIncidents); i++) IncidentSection.Write(html, report.Incidents[i], i + 1, shown);
        LooseFindings.Write(html, report);
        Closing.Write(html, report, rejections);
        html.Close().Close().Close();
    }

    /// <summary>The class that colours a level.</summary>
    public static string ClassOf(Level level) => "level " + LevelNames.Of(level);

    static void Head(HtmlWriter html)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));
        html.Open("head")
            .Void("meta", ("charset", "utf-8"))
            .Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"))
            .Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Void("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Void("meta", ("name", "referrer"), ("content", "no-referrer"))
            .Element("title", "Incident report – Hoplite")
            .Style(Css)
            .Close();
    }

    static void Overview(HtmlWriter html, ScanReport report)
    {
        html.Open("header");
        if (report.Notice is { } notice) html.Element("p", notice, ("class", "notice"));
        html.Element("p", "Hoplite incident report", ("class", "brand"));
        html.Element("h1", report.Incidents.Count switch
        {
            0 when report.Findings.Count == 0 => "Nothing suspicious was found",
            0 => "What was found",
            1 => "One incident needs your attention",
            _ => $"{report.Incidents.Count} incidents need your attention",
        });
        html.Element("p", ReportWords.Outcome(report), ("class", "quiet"));
        if (report.Problems.Count > 0)
            html.Open("p").Element("a", $"{Plain.Count(report.Problems.Count + report.MoreProblems, "place", "places")} could not be read", ("href", "#limits")).Close();
        if (report.Incidents.Count > 0)
        {
            html.Open("nav", ("aria-label", "Incidents")).Open("ol", ("class", "toc"));
            for (var i = 0; i < Math.Min(report.Incidents.Count, ShownEvidence.MostNamed); i++)
            {
                var incident = report.Incidents[i];
                html.Open("li").Open("a", ("href", i < ShownEvidence.MostIncidents ? $"#i{i + 1}" : null));
                html.Element("span", incident.Severity.ToString(), ("class", ClassOf(incident.Severity)));
                html.Open("span", ("class", "what")).Text(incident.Title).Element("small", Where(incident), ("class", "quiet")).Close();
                html.Element("span", ReportWords.Time(incident.First) + " UTC", ("class", "quiet when"));
                html.Close().Close();
            }

            html.Close().Close();
            if (report.Incidents.Count > ShownEvidence.MostIncidents)
                html.Element("p", $"The {ShownEvidence.MostIncidents} most serious of {report.Incidents.Count} are told in full; --format json has all of them.", ("class", "quiet"));
        }

        html.Close();
    }

    static string Where(Incident incident)
    {
        var hosts = incident.Entities.Where(e => e.Entity.Kind == EntityKind.Host && e.Roles.Contains("place")).Select(e => e.Entity.Value).ToArray();
        return $"{(hosts.Length > 0 ? Plain.List(hosts, 3) : "host not named")} · confidence {incident.Confidence.ToString(CultureInfo.InvariantCulture)} %";
    }

    static string ReadCss()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("reports/report.css")
            ?? throw new InvalidOperationException("the style sheet is not part of this build");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
    }
}
