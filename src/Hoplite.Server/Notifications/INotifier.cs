namespace Hoplite.Server.Notifications;

/// <summary>Brings a notice to people. It throws when it could not; the loop tries again and says so in the channel's health.</summary>
public interface INotifier
{
    /// <summary>Sends a notice.</summary>
    Task SendAsync(Notice notice, CancellationToken cancellation);
}
