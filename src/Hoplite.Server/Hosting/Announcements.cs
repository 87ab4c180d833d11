using Hoplite.Detection.Sigma;
using Hoplite.Server.Notifications;
using Hoplite.Server.Sources;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>Tells people of incidents and silent sources: of an incident once, again when it becomes more serious, and again when it opens after it was closed.</summary>
/// <remarks>
/// What was told is remembered until the next restart. Beyond that, how serious an incident was when it was last written says enough:
/// people were told of it then.
/// </remarks>
/// <param name="post">Hands a notice to the channels.</param>
/// <param name="site">The address people reach the console under; null when it has none to link to.</param>
/// <param name="time">The clock.</param>
sealed class Announcements(Func<Notice, bool> post, Uri? site, TimeProvider time)
{
    const int MostKept = 10_000;

    readonly Lock _gate = new();
    readonly Dictionary<Guid, Level> _told = [];

    /// <summary>Tells of an incident that is new or has grown, if that is news.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="change">What is new about it.</param>
    public void Tell(IncidentState incident, CaseChange change)
    {
        if (incident.State == "closed") return;
        lock (_gate)
        {
            if (!change.IsReopened && (change.Before >= incident.Severity || (_told.TryGetValue(incident.Id, out var told) && told >= incident.Severity))) return;
            if (_told.Count >= MostKept) _told.Clear();
            _told[incident.Id] = incident.Severity;
        }

        post(new Notice($"#{incident.Number} {incident.Title}", incident.Why, incident.Severity, time.GetUtcNow(), Link($"incidents/{incident.Id}")));
    }

    /// <summary>Tells of a source that fell silent.</summary>
    public void Tell(EnrolledSource source) => post(new Notice(
        $"{source.Name} is silent", $"Nothing has come from it for more than {source.SilentAfter?.TotalMinutes:0} minutes. Look whether it runs and reaches this machine.", Level.High, time.GetUtcNow(), Link("sources")));

    Uri? Link(string page) => site is null ? null : new Uri(new Uri(site.AbsoluteUri.TrimEnd('/') + "/"), page);
}
