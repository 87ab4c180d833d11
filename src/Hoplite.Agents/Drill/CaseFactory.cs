using System.Globalization;
using System.Text;
using System.Text.Json;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Detection;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Text;
using Hoplite.Incidents;
using Hoplite.Store.Pipeline;
using Hoplite.Store.Spooling;

namespace Hoplite.Agents.Drill;

/// <summary>Makes cases of the drill: writes logs as sources do, reads them with the real readers, matches real rules, groups real findings.</summary>
public sealed class CaseFactory
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    readonly RuleCollection _rules = new RuleSelection().Apply(RuleReader.Load([new RuleFile("drill/rules.yml", Encoding.UTF8.GetBytes(LogInjectCorpus.Read("rules.yml")))], RuleOptions.Default));
    readonly DeliveryReader _reader = new();

    /// <summary>Makes a case; null when the text made the source's line unreadable, which is then no case.</summary>
    /// <param name="carrier">Where the text is put.</param>
    /// <param name="payload">The text.</param>
    /// <param name="names">The names.</param>
    /// <param name="isConfirmed">Whether two network sensors saw the attacker too.</param>
    public DrillCase? Make(Carrier carrier, Payload payload, CaseNames names, bool isConfirmed = true)
    {
        var encoded = PayloadCode.Encode(payload.Text, payload.Encoding);
        var pieces = Pieces(encoded, carrier, payload.Encoding);
        var deliveries = new List<(string Source, string Text)> { (carrier.Source, string.Join('\n', pieces.Select((p, i) => Line(carrier, p, names, i)))) };
        if (isConfirmed) deliveries.AddRange(new[] { "zeek-a", "zeek-b" }.Select(s => (s, string.Join('\n', Enumerable.Range(0, 3).Select(i => Connection(names, i))))));
        var incident = Read(deliveries, carrier.Source);
        return incident is null ? null : new DrillCase(incident, names, carrier, payload, new UntrustedText(encoded));
    }

    /// <summary>The biggest incident in what sources delivered, of those that a source is part of; null when there is none.</summary>
    public Incident? Read(IReadOnlyList<(string Source, string Text)> deliveries, string source)
    {
        var detector = new Detector(_rules);
        var sink = detector.CreateSink();
        foreach (var (place, (from, text)) in deliveries.Index())
            _reader.Read(new Delivery(from, "", Encoding.UTF8.GetBytes(text + "\n")) { Received = Start, Position = 1L + place * 1_000_000L }, sink, CancellationToken.None);
        var result = detector.Complete();
        return IncidentBuilder.Build(result.Findings, result.Alerts).Where(i => i.Findings.Any(f => SpoolPath.Parse(f.Event.Source.Path)?.Source == source)).MaxBy(i => i.Findings.Count);
    }

    // A source that cuts texts makes several events of them.
    static List<string> Pieces(string text, Carrier carrier, PayloadEncoding encoding)
    {
        var longest = encoding == PayloadEncoding.Split ? Math.Min(carrier.Longest, Math.Max(16, text.Length / 3 + 1)) : carrier.Longest;
        var pieces = new List<string>();
        for (var at = 0; at < text.Length && pieces.Count < 12;)
        {
            var end = Math.Min(at + longest, text.Length);
            if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
            pieces.Add(text[at..end]);
            at = end;
        }

        return pieces;
    }

    static string Line(Carrier carrier, string piece, CaseNames names, int number) => Stamp(names.Fill(carrier.Text), number).Replace("{payload}", Escape(piece, carrier.Escape), StringComparison.Ordinal);

    static string Connection(CaseNames names, int number) => Stamp(names.Fill(
        """{"_path":"conn","ts":{epoch},"uid":"C{n}","id.orig_h":"{attacker}","id.orig_p":40022,"id.resp_h":"{victim}","id.resp_p":443,"proto":"tcp","conn_state":"SF","local_orig":false,"orig_bytes":4000,"resp_bytes":900}"""), number);

    static string Stamp(string text, int number)
    {
        var time = Start.AddSeconds(number * 7);
        return text.Replace("{n}", (4000 + number).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{epoch}", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".5", StringComparison.Ordinal)
            .Replace("{iso}", time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{clf}", time.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{syslog}", time.ToString("MMM dd HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    static string Escape(string text, CarrierEscape escape) => escape switch
    {
        CarrierEscape.Url => Uri.EscapeDataString(text),
        CarrierEscape.Quote => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
        CarrierEscape.Json => JsonEncodedText.Encode(text).ToString(),
        CarrierEscape.Label => new string([.. text.Select(c => c is ' ' or '"' or '\\' or '.' ? '-' : c)]),
        _ => text.Replace('\n', ' '),
    };
}
