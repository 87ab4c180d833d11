using Hoplite.Intelligence.Feeds;

namespace Hoplite.Server.Intelligence;

/// <summary>A feed that is polled.</summary>
/// <param name="Options">How it is configured.</param>
/// <param name="Loop">Polls it.</param>
/// <param name="State">What it brought.</param>
/// <param name="Client">Speaks with its server.</param>
sealed record PolledFeed(FeedOptions Options, FeedLoop Loop, FeedState State, IDisposable Client) : IDisposable
{
    /// <summary>When it last answered; null when it never did.</summary>
    public DateTimeOffset? Checked => Loop.Checked ?? State.Read ?? State.Last;

    public void Dispose()
    {
        Loop.Dispose();
        Client.Dispose();
    }
}
