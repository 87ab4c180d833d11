using Hoplite.Detection.Sigma;
using Hoplite.Server.Notifications;
using Hoplite.Server.Sources;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Hosting;

/// <summary>Tells people of incidents and silent sources through the channels that were configured: an incident once, and again when it becomes more serious.</summary>
/// <param name="platform">The platform.</param>
/// <param name="channels">The channels.</param>
sealed class Announcements(Platform platform, NotificationLoop channels)
{
    const int MostKept = 10_000;

    readonly Lock _gate = new();
    readonly Dictionary<Guid, Level> _told = [];

    /// <summary>Begins to tell.</summary>
    public void Begin()
    {
        platform.IncidentChanged = Tell;
        platform.SourceFellSilent = Tell;
    }

    void Tell(IncidentState incident)
    {
        lock (_gate)
        {
            if (_told.TryGetValue(incident.Id, out var before) && before >= incident.Severity) return;
            if (_told.Count > MostKept) _told.Clear();
            _told[incident.Id] = incident.Severity;
        }

        // What was an incident before the last restart was told then.
        if (incident.State == "closed" || platform.Time.GetUtcNow() - incident.Created > TimeSpan.FromMinutes(10)) return;
        channels.Post(new Notice($"#{incident.Number} {incident.Title}", incident.Why, incident.Severity, incident.Created, Link($"incidents/{incident.Id}")));
    }

    void Tell(EnrolledSource source) => channels.Post(new Notice(
        $"{source.Name} is silent", $"Nothing has come from it for more than {source.SilentAfter?.TotalMinutes:0} minutes. Look whether it runs and reaches this machine.", Level.High, platform.Time.GetUtcNow(), Link("sources")));

    Uri? Link(string page) => platform.Options.Web.PublicUrl is { } url ? new Uri(new Uri(url.TrimEnd('/') + "/"), page) : null;
}
