using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Incidents;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Formats.Incidents;
using Hoplite.Intelligence.Privacy;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;
using Hoplite.Server.Responses;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Intelligence;

/// <summary>The one way from an incident to intelligence for others, whether it goes to the community or into a file.</summary>
/// <param name="platform">Knows the incidents.</param>
/// <param name="room">Knows what is one's own.</param>
/// <param name="responses">Knows which playbooks were used.</param>
sealed class IncidentShares(Platform platform, IntelligenceRoom room, ResponseRoom responses)
{
    const int MostRemembered = 10_000;
    const int CountsADay = 20;
    const string Everybody = "community";

    readonly double _epsilon = platform.Options.Intelligence.EpsilonADay / CountsADay;
    readonly PrivacyBudget _budget = new(platform.Options.Intelligence.EpsilonADay, platform.Time);
    readonly IncidentPlaybooks _playbooks = new(responses);

    // A count is told once with its noise: who asks again learns nothing more, and it costs nothing more.
    readonly ConcurrentDictionary<(Guid Incident, Named Named, long Count), long> _told = new();
    readonly ConcurrentDictionary<(Guid Incident, Named Named, long Count), bool> _paid = new();

    /// <summary>The objects, as they would leave but for the signature.</summary>
    public IReadOnlyList<ShareDraft> Of(IncidentState incident, Tlp level, string? group)
    {
        var counted = new Queue<(Guid, Named, long)>();
        var options = Options(level, group) with
        {
            Playbooks = _playbooks.Of(incident),
            CountOf = (named, findings) =>
            {
                if (_epsilon <= 0) return null;
                counted.Enqueue((incident.Id, named, findings));
                return Told((incident.Id, named, findings));
            },
        };
        var objects = IncidentBundle.Objects(Whole(incident), options).Where(o => o.Type is not ("marking-definition" or "identity")).ToArray();
        var names = objects.ToDictionary(o => o.Id, NameOf, StringComparer.Ordinal);
        return [.. objects.Select(o => Disclosure.Of(o.ToNode()) is { } part ? new ShareDraft(part, Summary(o, names), part.ContainsKey("count") ? counted.Dequeue() : null) : null).OfType<ShareDraft>()];
    }

    /// <summary>The attackers of an incident.</summary>
    public IReadOnlyList<Named> Attackers(IncidentState incident) => AttackerThings.Of(Whole(incident), Options(Tlp.Red, null));

    /// <summary>An object as it leaves now; when the budget of today is spent, without its count.</summary>
    public JsonObject Leaving(ShareDraft draft)
    {
        if (draft.Counted is { } counted && !_paid.ContainsKey(counted))
        {
            if (_budget.TrySpend(Everybody, _epsilon)) _paid[counted] = true;
            else draft.Node.Remove("count");
        }

        return draft.Node;
    }

    /// <summary>Objects as a bundle that stands for itself: with who says so and the marking, each signed.</summary>
    public byte[] File(IReadOnlyList<ShareDraft> chosen, Tlp level)
    {
        var identity = new StixBuilder(platform.Time, room.Identity).Identity(room.Community?.Self.Name ?? platform.Options.Intelligence.Name, "organization", new JsonObject { ["id"] = room.Identity });
        return StixBuilder.Bundle([TlpMarkings.Definition(level), identity, .. chosen.Select(d => StixObject.From(room.Sign(Leaving(d))))]);
    }

    IncidentBundleOptions Options(Tlp level, string? group) => new()
    {
        CreatorId = room.Identity, Tlp = level, Group = string.IsNullOrEmpty(group) ? null : group, Warnings = room.Warnings, IsOwn = n => room.Assessor.Veto(n) is not null,
        Modified = platform.Time.GetUtcNow(), CreatedOf = Created,
    };

    // What is kept of an incident is its findings; what it is about comes from them, as when it was found.
    Incident Whole(IncidentState state)
    {
        var findings = platform.Findings.Of(state.Id);
        var parts = IncidentBuilder.Build(findings);
        return new Incident(
            state.Id, state.Title, state.Severity, state.Confidence, state.First ?? state.Created, state.Last, findings, [],
            [.. parts.SelectMany(p => p.Entities).GroupBy(e => e.Entity).Select(g => new InvolvedEntity(g.Key, [.. g.SelectMany(e => e.Roles).Distinct(StringComparer.Ordinal)], g.Sum(e => e.Findings)))],
            [.. parts.SelectMany(p => p.Chain)], [], new TriageNote("", [], [], [], []));
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

    DateTimeOffset? Created(string id) =>
        room.Objects.Find(id) is { } json && (string?)JsonNode.Parse(json.Span)?["created"] is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null;

    static string NameOf(StixObject one) => one.Type switch
    {
        "attack-pattern" => $"{(string?)one.ToNode()["external_references"]?[0]?["external_id"]} {one.Text("name")}",
        _ => one.Text("name") ?? one.Type,
    };

    static string Summary(StixObject one, Dictionary<string, string> names)
    {
        return one.Type switch
        {
            "indicator" => $"{names[one.Id]} took part in an attack",
            "sighting" => $"{Name("sighting_of_ref")} was seen{(one.ToNode().ContainsKey("count") ? "; how often, with noise" : "")}",
            "attack-pattern" => $"{names[one.Id]} was used",
            "relationship" => $"{Name("source_ref")} {one.Text("relationship_type")} {Name("target_ref")}",
            "course-of-action" => $"the playbook “{names[one.Id]}” was used",
            _ => "all of this belongs together",
        };

        string Name(string property) => names.GetValueOrDefault(one.Text(property) ?? "", "something");
    }
}
