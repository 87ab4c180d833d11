namespace Hoplite.Intelligence.Feeds;

/// <summary>What a poll of a feed brought.</summary>
/// <param name="New">Objects that are new, or newer.</param>
/// <param name="Ended">Objects that ended because the feed does not name them any more.</param>
/// <param name="Refused">What could not be taken.</param>
/// <param name="IsComplete">Whether there was no more; false when a cap was reached, and the next poll goes on.</param>
public readonly record struct FeedPoll(int New, int Ended, int Refused, bool IsComplete)
{
    /// <summary>Both together.</summary>
    public static FeedPoll operator +(FeedPoll one, FeedPoll other) => new(one.New + other.New, one.Ended + other.Ended, one.Refused + other.Refused, one.IsComplete && other.IsComplete);
}
