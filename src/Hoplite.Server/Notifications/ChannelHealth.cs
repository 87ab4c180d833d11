namespace Hoplite.Server.Notifications;

/// <summary>How a channel is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sent">Messages sent since the start.</param>
/// <param name="Lost">Notices given up, or dropped because too many waited.</param>
/// <param name="Held">Notices that wait for a digest.</param>
/// <param name="LastSent">When the last one went out; null for never, which is not the same as fine.</param>
/// <param name="Problem">Why the last try failed; null when it did not.</param>
public sealed record ChannelHealth(string Name, long Sent, long Lost, int Held, DateTimeOffset? LastSent, string? Problem);
