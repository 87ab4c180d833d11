using Hoplite.Detection.Sigma;

namespace Hoplite.Server.Notifications;

/// <summary>Something that people should hear of. Title and text may hold what an attacker wrote; every channel shows them as plain text.</summary>
/// <param name="Title">One line.</param>
/// <param name="Text">More, in a few lines.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Link">Where to read on; one of our own pages.</param>
public sealed record Notice(string Title, string Text, Level Level, DateTimeOffset Time, Uri? Link = null);
