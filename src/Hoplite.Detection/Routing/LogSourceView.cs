using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Routing;

/// <summary>A log source of the Sigma taxonomy, and which events belong to it.</summary>
/// <param name="As">The log source as rules name it; a part that is null is not named by this view.</param>
/// <param name="From">What the reader must have said; a part that is null may be anything.</param>
/// <param name="Channels">The Windows channels, or empty when it is not about them.</param>
/// <param name="Provider">The Windows provider, or null.</param>
/// <param name="EventIds">The event ids; empty for all.</param>
/// <param name="Where">What else must hold.</param>
/// <param name="Fields">Names that rules use, and the name the source gives.</param>
sealed record LogSourceView(
    LogSource As,
    LogSource From,
    IReadOnlyList<string> Channels,
    string? Provider,
    IReadOnlyList<string> EventIds,
    Expression? Where,
    IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Whether events of this origin belong to the log source.</summary>
    public bool Covers(EventOrigin origin)
    {
        if (!Fits(From, origin.Source)) return false;
        if (EventIds.Count > 0 && !(origin.EventId is { } id && EventIds.Contains(id))) return false;
        if (Channels.Count == 0 && Provider is null) return true;

        // A part may be missing from the event, but must not contradict; and an event id alone names nothing.
        var channel = origin.Channel is null || Channels.Count == 0 ? (bool?)null : Channels.Contains(origin.Channel, StringComparer.OrdinalIgnoreCase);
        var provider = origin.Provider is null || Provider is null ? (bool?)null : string.Equals(Provider, origin.Provider, StringComparison.OrdinalIgnoreCase);
        return channel != false && provider != false && (channel ?? provider ?? false);
    }

    /// <summary>Whether a rule about this log source is about the events of the view.</summary>
    public bool Serves(LogSource rule) => Fits(rule, As);

    /// <summary>Whether each part that is asked for is the part at hand.</summary>
    internal static bool Fits(LogSource asked, LogSource given) =>
        Fits(asked.Product, given.Product) && Fits(asked.Category, given.Category) && Fits(asked.Service, given.Service);

    static bool Fits(string? asked, string? given) => asked is null || string.Equals(asked, given, StringComparison.OrdinalIgnoreCase);
}
