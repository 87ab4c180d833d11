namespace Hoplite.Detection.Correlation;

/// <summary>What statements about occurred rules mean.</summary>
static class Occurrences
{
    /// <summary>Whether the statement holds when exactly the rules of the mask occurred.</summary>
    public static bool Hold(Occurrence statement, ulong seen) => statement switch
    {
        Occurred occurred => (seen >> occurred.Rule & 1) != 0,
        EveryOccurrence every => every.Terms.All(term => Hold(term, seen)),
        SomeOccurrence some => some.Terms.Any(term => Hold(term, seen)),
        NoOccurrence no => !Hold(no.Term, seen),
        _ => false,
    };

    /// <summary>Whether more events can make a statement false, so that it must wait for the end of the window.</summary>
    public static bool Denies(Occurrence statement) => statement switch
    {
        EveryOccurrence every => every.Terms.Any(Denies),
        SomeOccurrence some => some.Terms.Any(Denies),
        NoOccurrence => true,
        _ => false,
    };

    /// <summary>
    /// Where the earliest sequence ends that makes the statement true, when it may start at an event: terms joined by and follow each other in the
    /// order written, each with an event of its own; a denied term must not occur in the window at all. -1 when there is none.
    /// </summary>
    public static int EarliestEnd(Occurrence statement, IReadOnlyList<(int Rule, Stamp Stamp)> events, int start)
    {
        switch (statement)
        {
            case Occurred occurred:
                for (var at = start; at < events.Count; at++)
                    if (events[at].Rule == occurred.Rule && (start == 0 || events[at].Stamp != events[start - 1].Stamp))
                        return at + 1;
                return -1;
            case EveryOccurrence every:
                foreach (var term in every.Terms)
                    if ((start = EarliestEnd(term, events, start)) < 0)
                        return -1;
                return start;
            case SomeOccurrence some:
                var earliest = -1;
                foreach (var term in some.Terms)
                    if (EarliestEnd(term, events, start) is var end and >= 0 && (earliest < 0 || end < earliest))
                        earliest = end;
                return earliest;
            case NoOccurrence no:
                return EarliestEnd(no.Term, events, 0) < 0 ? start : -1;
            default:
                return -1;
        }
    }
}
