using Hoplite.Server.Notifications.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Notifications;

/// <summary>Puts notifications into a host.</summary>
public static class NotificationServices
{
    /// <summary>Adds the loop with these channels.</summary>
    /// <exception cref="InvalidDataException">When the host starts: an option is wrong.</exception>
    public static IServiceCollection AddHopliteNotifications(this IServiceCollection services, IReadOnlyList<ChannelOptions> channels)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new NotificationLoop(channels, c => Create(c, s.GetRequiredService<TimeProvider>()), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<NotificationLoop>>()));
        return services.AddHostedService(s => s.GetRequiredService<NotificationLoop>());
    }

    /// <summary>The notifier of a channel.</summary>
    public static INotifier Create(ChannelOptions channel, TimeProvider time) => channel.Kind switch
    {
        ChannelKind.Email => new EmailNotifier(channel.Email!),
        ChannelKind.Slack => new SlackNotifier(channel),
        ChannelKind.Teams => new TeamsNotifier(channel),
        ChannelKind.Mattermost => new MattermostNotifier(channel),
        ChannelKind.Ntfy => new NtfyNotifier(channel),
        _ => new WebhookNotifier(channel, time),
    };
}
