using Hoplite.Guard.Actions;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Agents.Hunting;

/// <summary>Writes the query of a step. Names are literals in it; what cannot be asked is refused.</summary>
static class HuntStepQuery
{
    const int LongestText = 200;

    /// <summary>The query; null with a reason when the step is refused.</summary>
    public static (string? Kql, string Title, string? Problem) Of(HuntStep step, HuntLibrary library) => step switch
    {
        HuntStep.Library hunt => library.Find(hunt.Name) is { } known ? (known.Query, known.Title, null) : (null, "a hunt of the library", "there is no such hunt"),
        HuntStep.About about => About(about),
        HuntStep.Words { Text: { Length: >= 3 and <= LongestText } text } => ($"search {KqlLiteral.Of(text)} | project time, host, user, class, message, source, position, ordinal | sort by time desc | take 100", "events that hold the words", null),
        _ => (null, "events that hold the words", $"words to look for have 3 to {LongestText} characters"),
    };

    static (string? Kql, string Title, string? Problem) About(HuntStep.About about)
    {
        var title = $"{Words(about.Look)} of {about.Target.Text}";
        if (EntityQuery.Of(about.Target) is not { } where) return (null, title, "events cannot be asked for such a thing");
        return (about.Look switch
        {
            EntityLook.Seen => $"events | {where} | summarize count = count(), machines = dcount(host), first = min(time), last = max(time) by class, product | sort by count desc | take 50",
            EntityLook.Logons => $"logon | {where} | summarize worked = countif(status == 1), failed = countif(status == 2), first = min(time), last = max(time) by user, src_ip, host | sort by failed desc, worked desc | take 100",
            EntityLook.Programs => $"process_creation | {where} | summarize starts = count(), first = min(time), last = max(time) by process, host | sort by starts asc | take 100",
            EntityLook.Connections => $"network_connection | {where} | summarize connections = count(), first = min(time), last = max(time) by src_ip, dst_ip, dst_port | sort by connections desc | take 100",
            EntityLook.Names => $"dns_query | {where} | summarize asked = count(), first = min(time), last = max(time) by domain, host | sort by asked asc | take 100",
            _ => $"events | {where} | project time, host, user, class, event_code, process, src_ip, dst_ip, domain, source, position, ordinal | sort by time desc | take 100",
        }, title, null);
    }

    static string Words(EntityLook look) => look switch
    {
        EntityLook.Seen => "how often, by kind of event, there are traces",
        EntityLook.Logons => "the logons",
        EntityLook.Programs => "the programs, the rarest first,",
        EntityLook.Connections => "the connections",
        EntityLook.Names => "the names that were asked for",
        _ => "the last events",
    };
}
