using System.Globalization;
using Hoplite.Incidents.Grouping;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>Who and what is involved, and what was seen together: one column for each kind, a line where two share findings.</summary>
static class EntityGraph
{
    const int Width = 960, Row = 34, Top = 40, MostInColumn = 9, MostLines = 80;

    static readonly (string Title, EntityKind[] Kinds)[] Columns =
    [
        ("Accounts", [EntityKind.User]),
        ("Computers", [EntityKind.Host]),
        ("Programs", [EntityKind.Process, EntityKind.Service]),
        ("Files and settings", [EntityKind.File, EntityKind.Registry, EntityKind.Hash]),
        ("Addresses and names", [EntityKind.Address, EntityKind.Domain]),
    ];

    public static void Write(HtmlWriter html, Incident incident)
    {
        var columns = Columns.Select(c => (c.Title, Entities: incident.Entities.Where(e => c.Kinds.Contains(e.Entity.Kind)).ToArray())).Where(c => c.Entities.Length > 0).ToArray();
        if (columns.Length < 2) return;
        var places = new Dictionary<Entity, (double X, double Y, int Column)>();
        var step = (double)Width / columns.Length;
        for (var column = 0; column < columns.Length; column++)
            for (var row = 0; row < Math.Min(columns[column].Entities.Length, MostInColumn); row++)
                places[columns[column].Entities[row].Entity] = (column * step + 14, Top + row * Row + Row / 2.0, column);
        var height = Top + columns.Max(c => Math.Min(c.Entities.Length, MostInColumn + 1)) * Row + 8;

        html.Element("h3", "Who and what is involved");
        html.Open("div", ("class", "scroll")).Open("svg", ("class", "graph"), ("viewBox", $"0 0 {Width} {height}"), ("role", "img"), ("aria-label", "What was seen together"));
        foreach (var ((from, to), count) in Lines(incident, places))
        {
            var (a, b) = (places[from], places[to]);
            var bend = (a.X + b.X) / 2;
            html.Element("path", null, ("d", string.Create(CultureInfo.InvariantCulture, $"M{a.X:0} {a.Y:0} C{bend:0} {a.Y:0} {bend:0} {b.Y:0} {b.X:0} {b.Y:0}")), ("stroke-width", Number(Math.Min(1 + Math.Log2(count), 5))));
        }

        for (var column = 0; column < columns.Length; column++)
        {
            var x = column * step + 14;
            html.Element("text", columns[column].Title, ("class", "column"), ("x", Number(x - 8)), ("y", "20"));
            foreach (var involved in columns[column].Entities.Take(MostInColumn))
            {
                var y = places[involved.Entity].Y;
                html.Open("g").Element("title", $"{involved.Entity.Value} ({string.Join(", ", involved.Roles)}; {Plain.Count(involved.Findings, "finding", "findings")})");
                html.Element("circle", null, ("cx", Number(x)), ("cy", Number(y)), ("r", Number(Math.Min(4 + Math.Sqrt(involved.Findings), 9))));
                html.Element("text", Label(involved.Entity, (int)(step / 7.6)), ("x", Number(x + 14)), ("y", Number(y + 4))).Close();
            }

            if (columns[column].Entities.Length > MostInColumn)
                html.Element("text", $"and {columns[column].Entities.Length - MostInColumn} more", ("class", "tick"), ("x", Number(x + 14)), ("y", Number(Top + MostInColumn * Row + 20)));
        }

        html.Close().Close();
        Everything(html, incident);
    }

    static IEnumerable<KeyValuePair<(Entity From, Entity To), int>> Lines(Incident incident, Dictionary<Entity, (double X, double Y, int Column)> places)
    {
        var counts = new Dictionary<(Entity, Entity), int>();
        foreach (var finding in incident.Findings)
        {
            var shown = new FindingFacts(finding).Mentions.Select(m => m.Entity).Distinct().Where(places.ContainsKey).OrderBy(e => places[e].Column).ThenBy(e => places[e].Y).ToArray();
            for (var i = 0; i < shown.Length; i++)
            {
                // To the next column that has something only: the eye follows the rest.
                var next = shown.Skip(i + 1).Select(e => places[e].Column).Where(c => c > places[shown[i]].Column).DefaultIfEmpty(-1).Min();
                foreach (var other in shown.Where(e => places[e].Column == next)) counts[(shown[i], other)] = counts.GetValueOrDefault((shown[i], other)) + 1;
            }
        }

        return counts.OrderByDescending(c => c.Value).ThenBy(c => places[c.Key.Item1]).ThenBy(c => places[c.Key.Item2]).Take(MostLines);
    }

    static void Everything(HtmlWriter html, Incident incident)
    {
        html.Open("details").Element("summary", incident.Entities.Count <= 200 ? $"All {incident.Entities.Count} in a list" : $"The first 200 of {incident.Entities.Count} in a list");
        html.Open("div", ("class", "scroll")).Open("table").Open("tbody");
        foreach (var involved in incident.Entities.Take(200))
        {
            html.Open("tr").Element("td", involved.Entity.Kind.ToString());
            html.Open("td").Element("code", involved.Entity.Value).Close();
            html.Element("td", string.Join(", ", involved.Roles)).Element("td", Plain.Count(involved.Findings, "finding", "findings")).Close();
        }

        html.Close().Close().Close().Close();
    }

    static string Label(Entity entity, int longest)
    {
        var text = entity.Value;
        if (entity.Kind is EntityKind.Process or EntityKind.File or EntityKind.Registry) text = text[(text.TrimEnd('\\', '/').LastIndexOfAny(['\\', '/']) + 1)..];
        return text.Length <= longest ? text : text[..(longest - 1)] + "…";
    }

    static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
