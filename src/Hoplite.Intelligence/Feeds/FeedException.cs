namespace Hoplite.Intelligence.Feeds;

/// <summary>A feed that does not give what it should.</summary>
public sealed class FeedException : Exception
{
    /// <summary>Says so.</summary>
    public FeedException(string message)
        : base(message)
    {
    }

    /// <summary>Says so, because of something else.</summary>
    public FeedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Says nothing.</summary>
    public FeedException()
    {
    }

    /// <summary>Says so of an HTTP answer.</summary>
    /// <param name="message">What.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">How long it asks us to wait; null when it does not.</param>
    /// <param name="inner">What it came of; null for nothing else.</param>
    public FeedException(string message, int status, TimeSpan? retryAfter, Exception? inner = null)
        : base(message, inner) => (Status, RetryAfter) = (status, retryAfter);

    /// <summary>The status of a file that is longer than we read, whatever the server says of it.</summary>
    public const int TooLong = 413;

    /// <summary>The HTTP status; 0 for none.</summary>
    public int Status { get; }

    /// <summary>How long the server asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}
