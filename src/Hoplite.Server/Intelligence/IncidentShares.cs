using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Privacy;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Api.Intelligence;
using Hoplite.Server.Hosting;
using Hoplite.Server.Responses;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Intelligence;

/// <summary>An object as it would leave.</summary>
/// <param name="Node">It.</param>
/// <param name="Summary">What it says, in one line.</param>
/// <param name="Counted">What of the budget it costs to tell its count; null when it has none.</param>
sealed record ShareDraft(JsonObject Node, string Summary, (Guid Incident, Named Named, long Count)? Counted);

/// <summary>Says what of an incident others may learn: what attacked from outside, how often, and in which ways. Nothing of one's own machines and people.</summary>
/// <param name="platform">Knows the incidents.</param>
/// <param name="room">Knows what is one's own.</param>
sealed class IncidentShares(Platform platform, IntelligenceRoom room)
{
    const int Most = 200;
    const int MostRemembered = 10_000;
    const int CountsADay = 20;
    const string Everybody = "community";

    // Names that mean something within one house only.
    static readonly string[] Inside = [".local", ".lan", ".internal", ".intranet", ".corp", ".home", ".home.arpa", ".localdomain", ".private", ".in-addr.arpa", ".ip6.arpa"];

    static readonly Guid Space = new("c1f3f8a0-6f1d-4a3b-9a9d-0d1f5e6b7c21");

    readonly double _epsilon = platform.Options.Intelligence.EpsilonADay / CountsADay;
    readonly PrivacyBudget _budget = new(platform.Options.Intelligence.EpsilonADay, platform.Time);

    // A count is told once with its noise: who asks again learns nothing more, and it costs nothing more.
    readonly ConcurrentDictionary<(Guid Incident, Named Named, long Count), long> _told = new();
    readonly ConcurrentDictionary<(Guid Incident, Named Named, long Count), bool> _paid = new();

    /// <summary>The objects, as they would leave but for the marking and the signature.</summary>
    public IReadOnlyList<ShareDraft> Of(IncidentState incident)
    {
        var report = platform.Incidents.Report(incident.Id);
        var drafts = new List<ShareDraft>();
        foreach (var entity in report.Entities)
        {
            if (drafts.Count >= Most || NamedOf(entity) is not { } named || room.Assessor.Veto(named) is not null) continue;
            var indicator = IdOf("indicator", $"{named.Kind}\n{named.Value}");
            Add(Made("indicator", indicator, incident, new JsonObject
            {
                ["pattern"] = NamedPattern.Of(named), ["pattern_type"] = "stix", ["pattern_version"] = "2.1", ["valid_from"] = StixTime.Write(Hour(incident.First ?? incident.Created)), ["indicator_types"] = new JsonArray("malicious-activity"),
            }), $"{named.Value} took part in an attack", null);
            if (_epsilon <= 0) continue;
            var counted = (incident.Id, named, (long)entity.Findings);
            Add(Made("sighting", IdOf("sighting", $"{incident.Id}\n{named.Kind}\n{named.Value}"), incident, new JsonObject
            {
                ["sighting_of_ref"] = indicator, ["count"] = Told(counted), ["first_seen"] = StixTime.Write(Hour(incident.First ?? incident.Created)), ["last_seen"] = StixTime.Write(Hour(incident.Last ?? incident.First ?? incident.Created)),
            }), $"how often {named.Value} was seen, with noise", counted);
        }

        foreach (var technique in report.Chain.SelectMany(c => c.Techniques).DistinctBy(t => t.Id))
            Add(Made("attack-pattern", IdOf("attack-pattern", technique.Id), incident, new JsonObject
            {
                ["name"] = technique.Name, ["external_references"] = new JsonArray(new JsonObject { ["source_name"] = "mitre-attack", ["external_id"] = technique.Id }),
            }), $"{technique.Id} {technique.Name} was used", null);
        return drafts;

        void Add(JsonObject whole, string summary, (Guid, Named, long)? counted)
        {
            if (Disclosure.Of(whole) is { } part) drafts.Add(new ShareDraft(part, summary, counted));
        }
    }

    /// <summary>Whether an object may be told now; a count takes its part of the budget, once.</summary>
    public bool MayTell(ShareDraft draft)
    {
        if (draft.Counted is not { } counted || _paid.ContainsKey(counted)) return true;
        if (!_budget.TrySpend(Everybody, _epsilon)) return false;
        _paid[counted] = true;
        return true;
    }

    long Told((Guid, Named, long Count) counted)
    {
        if (_told.Count > MostRemembered)
        {
            _told.Clear();
            _paid.Clear();
        }

        return _told.GetOrAdd(counted, static (c, epsilon) => PrivateCount.Of(c.Count, epsilon).Value, _epsilon);
    }

    // The ids are this node's own: nobody else can make them first, and the same thing keeps its id.
    string IdOf(string type, string about) => $"{type}--{StixIds.Uuid5(Space, $"{room.Identity}\n{type}\n{about}")}";

    JsonObject Made(string type, string id, IncidentState incident, JsonObject own)
    {
        var (now, before) = (StixTime.Write(platform.Time.GetUtcNow()), Created(id));
        var made = new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = id, ["created_by_ref"] = room.Identity, ["created"] = before ?? StixTime.Write(incident.Created), ["modified"] = now };
        foreach (var (name, value) in own) made[name] = value?.DeepClone();
        return made;
    }

    string? Created(string id) => room.Objects.Find(id) is { } json ? (string?)JsonNode.Parse(json.Span)?["created"] : null;

    static Named? NamedOf(IncidentEntity entity) => entity.Kind switch
    {
        "address" when IncidentVariables.IsOutside(entity.Value) => Named.Of(NamedKind.Address, entity.Value),
        "domain" when !Array.Exists(Inside, i => entity.Value.EndsWith(i, StringComparison.OrdinalIgnoreCase)) => Named.Of(NamedKind.Domain, entity.Value),
        "hash" when entity.Value.Length is 32 or 40 or 64 && entity.Value.All(char.IsAsciiHexDigit) => Named.Of(NamedKind.Hash, entity.Value),
        _ => null,
    };

    // The minute of an attack would tell too much about who was hit.
    static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
}
