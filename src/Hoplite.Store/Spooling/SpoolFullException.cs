namespace Hoplite.Store.Spooling;

/// <summary>The spool cannot take a delivery now; the sender keeps it and tries again.</summary>
/// <param name="message">What is full, and what to do.</param>
/// <param name="inner">What the disk said, if it did.</param>
public sealed class SpoolFullException(string message, Exception? inner = null) : IOException(message, inner);
