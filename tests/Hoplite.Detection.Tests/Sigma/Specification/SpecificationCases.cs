using System.Text;

namespace Hoplite.Detection.Tests.Sigma.Specification;

/// <summary>
/// The cases, written as text. <c># section: subject</c> starts a case, then follows a detection (or only the fields of one selection), then its events:
/// <c>+</c> must match, <c>-</c> must not, <c>!</c> says that the rule is rejected with such a reason. Fields of an event are separated by <c> ;; </c>;
/// Lists are indented, so that a dash in the first column is always an event. <c>{null}</c>, <c>{none}</c>, <c>{n}</c>, <c>{t}</c>, <c>{0}</c> stand for null, an event without fields, a line break, a tab, and so on; <c>raw=</c> is the text of the event.
/// </summary>
static partial class SpecificationCases
{
    static readonly Lazy<(List<SpecificationCase> Cases, List<RejectionCase> Rejections)> Read = new(() => Parse(
        Wildcards, Values, Keywords, Conditions, TextModifiers, Encodings, Patterns, Comparisons, FieldModifiers, Chains, Documents));

    public static IReadOnlyList<SpecificationCase> All => Read.Value.Cases;

    public static IReadOnlyList<RejectionCase> Rejected => Read.Value.Rejections;

    /// <summary>Rows for a theory: the section, for a reader, and the place in <see cref="All"/>.</summary>
    public static TheoryData<int, string> Rows => new(All.Select((one, index) => (index, $"{one.Section} {(one.Expected ? '+' : '-')} {one.Line}")));

    public static TheoryData<int, string> RejectedRows => new(Rejected.Select((one, index) => (index, one.Section)));

    static (List<SpecificationCase>, List<RejectionCase>) Parse(params string[] texts)
    {
        var cases = new List<SpecificationCase>();
        var rejections = new List<RejectionCase>();
        var section = "";
        var detection = new StringBuilder();
        foreach (var line in texts.SelectMany(text => text.Split('\n')))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                section = line[2..];
                detection.Clear();
            }
            else if (line.Length > 1 && line[0] is '+' or '-' or '!' && line[1] == ' ')
            {
                var rule = Whole(detection.ToString());
                if (line[0] == '!') rejections.Add(new RejectionCase(section, rule, line[2..]));
                else cases.Add(Case(section, rule, line[2..], expected: line[0] == '+'));
            }
            else if (line.Trim().Length > 0)
            {
                detection.AppendLine(line);
            }
        }

        return (cases, rejections);
    }

    static string Whole(string detection)
    {
        if (detection.StartsWith("title:", StringComparison.Ordinal) || detection.StartsWith("---", StringComparison.Ordinal)) return detection;
        var section = detection.Contains("\ncondition:", StringComparison.Ordinal) || detection.StartsWith("condition:", StringComparison.Ordinal)
            ? Indented(detection, 2)
            : "  selection:\n" + Indented(detection, 4) + "  condition: selection\n";
        return "title: A case\nlogsource:\n  product: any\ndetection:\n" + section;
    }

    static string Indented(string text, int columns) =>
        string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new string(' ', columns) + line.TrimEnd('\r') + "\n"));

    static SpecificationCase Case(string section, string rule, string line, bool expected)
    {
        var fields = new List<KeyValuePair<string, string?>>();
        var raw = "";
        foreach (var part in line.Split(" ;; "))
        {
            if (part == "{none}") continue;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = (part[..equals], part[(equals + 1)..].Replace("{n}", "\n", StringComparison.Ordinal).Replace("{t}", "\t", StringComparison.Ordinal)
                .Replace("{0}", "\0", StringComparison.Ordinal).Replace("{space}", " ", StringComparison.Ordinal));
            if (name == "raw") raw = value;
            else fields.Add(new(name, value == "{null}" ? null : value));
        }

        return new SpecificationCase(section, rule, fields, raw, expected, line);
    }
}
