using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Intelligence;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>What is matched as a file for other programs. What rests only on objects that may not leave this house is left out.</summary>
static class IntelligenceExport
{
    const int Most = 200_000;

    /// <summary>A bundle of STIX 2.1, marked TLP:AMBER.</summary>
    public static byte[] Stix(IntelligenceRoom room, TimeProvider time)
    {
        var builder = new StixBuilder(time, room.Identity, [TlpMarkings.Id(Tlp.Amber)]);
        var now = time.GetUtcNow();
        IEnumerable<StixObject> objects = [TlpMarkings.Definition(Tlp.Amber), builder.Identity(room.Community?.Self.Name ?? "Hoplite", "organization", new JsonObject { ["id"] = room.Identity })];
        return StixBuilder.Bundle(objects.Concat(Matched(room).Select(s => builder.Indicator(
            s.Named.Kind == NamedKind.Pattern ? "A pattern" : s.Named.Value, PatternText.Of(s.Named), Since(room, s.Named) ?? now,
            new JsonObject { ["id"] = MatchTables.IdOf(s.Named), ["indicator_types"] = new JsonArray("malicious-activity"), ["confidence"] = (int)Math.Round(s.Belief * 100) }))));
    }

    /// <summary>Comma-separated values (RFC 4180), UTF-8.</summary>
    public static byte[] Csv(IntelligenceRoom room)
    {
        var (text, now) = (new StringBuilder("kind,value,rung,belief,sources,hits\r\n"), room.HitsNow());
        foreach (var standing in Matched(room))
        {
            var row = IntelligenceRows.Of(room, standing, now);
            text.Append(row.Kind).Append(',').Append(Cell(row.Value)).Append(',').Append(row.Rung).Append(CultureInfo.InvariantCulture, $",{row.Belief:0.000},{row.Sources},{row.Hits}\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A cell that no spreadsheet takes for a formula.</summary>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text = "'" + text;
        return "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    static IEnumerable<Standing> Matched(IntelligenceRoom room) =>
        room.Ladder.All().Where(s => s.Rung >= Rung.Detect).OrderBy(s => s.Named.Kind).ThenBy(s => s.Named.Value, StringComparer.Ordinal).Where(s => MayLeave(room, s.Named)).Take(Most);

    // What a stricter marking covers is told by this node only if somebody else says so, too.
    static bool MayLeave(IntelligenceRoom room, Named named) =>
        room.Trust.About(named).Any(c => c.IsBad && (!c.Source.Contains("--", StringComparison.Ordinal) || (room.Objects.Get(c.Source) is { Revoked: false } stored && stored.Tlp <= (int)Tlp.Amber)));

    static DateTimeOffset? Since(IntelligenceRoom room, Named named) => room.Trust.About(named).Where(c => c.IsBad).Select(c => (DateTimeOffset?)c.At).Min();
}
