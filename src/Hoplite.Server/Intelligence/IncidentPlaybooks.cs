using System.Text;
using Hoplite.Intelligence.Formats.Incidents;
using Hoplite.Response.Cacao;
using Hoplite.Server.Responses;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Intelligence;

/// <summary>Which playbooks were used against an incident: those whose actions were done, and those that somebody ran for it.</summary>
/// <param name="responses">Knows what was done.</param>
sealed class IncidentPlaybooks(ResponseRoom responses)
{
    const int Most = 10;
    const int MostRuns = 200;
    const string Variable = "__incident__";

    static readonly HashSet<string> Public = [.. ShippedPlaybooks.Load(DateTimeOffset.UnixEpoch).Select(e => e.Playbook).OfType<Playbook>().Select(p => Encoding.UTF8.GetString(p.ToBytes()))];

    /// <summary>They, as they are now.</summary>
    public IReadOnlyList<SharedPlaybook> Of(IncidentState incident)
    {
        var done = responses.Broker.Book.Of(incident.Id).Select(r => r.Action.Playbook).ToHashSet(StringComparer.Ordinal);
        var engine = responses.Playbooks.Engine;
        var ran = engine.Latest(MostRuns).Where(r => r.Started >= incident.Created && engine.Given(r.Id).TryGetValue(Variable, out var about) && about == incident.Id.ToString()).Select(r => r.PlaybookId).ToHashSet(StringComparer.Ordinal);
        return [.. responses.Playbooks.Library.Entries.Select(e => e.Playbook).OfType<Playbook>().Where(p => ran.Contains(p.Id) || p.Labels.Any(done.Contains) || done.Contains(p.Id))
            .GroupBy(p => p.Id, StringComparer.Ordinal).Select(g => g.MaxBy(p => p.Modified)!).Take(Most)
            .Select(p => Encoding.UTF8.GetString(p.ToBytes())).Select(json => new SharedPlaybook(json, Public.Contains(json)))];
    }
}
