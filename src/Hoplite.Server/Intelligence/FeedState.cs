using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Feeds;

namespace Hoplite.Server.Intelligence;

/// <summary>What a feed brought since the start.</summary>
/// <param name="name">The feed.</param>
sealed class FeedState(string name)
{
    /// <summary>The author of its objects.</summary>
    public string Source { get; } = "feed:" + name;

    public long Objects { get; private set; }

    public long Refused { get; private set; }

    public long Ended { get; private set; }

    /// <summary>When it last brought something.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>When it was last read before the start; null when that is not kept.</summary>
    public DateTimeOffset? Read { get; set; }

    public void Took(ImportResult result, DateTimeOffset now)
    {
        if (result.Taken > 0) Last = now;
    }

    public void Polled(FeedPoll poll)
    {
        Objects += poll.New;
        Ended += poll.Ended;
        Refused += poll.Refused;
    }
}
