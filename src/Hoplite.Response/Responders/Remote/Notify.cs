using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Tells people, by mail, chat or ticket, that an incident wants them. What was said cannot be unsaid.</summary>
/// <remarks>Tickets are kept apart because only they can be asked for twice with the same key without further effect.</remarks>
public sealed class Notify : IResponder, IDisposable
{
    readonly NotifyOptions _options;
    readonly RemoteAddress _addresses;
    readonly MailSender? _mail;
    readonly bool _isTickets;
    readonly RemoteClient _client = new(null, TimeSpan.FromSeconds(20));
    readonly EffectMemory _memory = new();

    /// <summary>Makes it.</summary>
    /// <param name="options">The channels.</param>
    /// <param name="isTickets">Whether it writes tickets, or mail and chat.</param>
    /// <param name="secrets">The value of a secret by where it is kept.</param>
    public Notify(NotifyOptions options, bool isTickets, Func<string, string?> secrets)
    {
        (_options, _isTickets, _addresses) = (options, isTickets, new RemoteAddress(secrets));
        _mail = options.Mail is { } server ? new MailSender(server, _addresses) : null;
        Traits = new ResponderTraits(isTickets ? "notify-ticket" : "notify", [ActionKind.Notify], Reversibility.None, IsRepeatable: isTickets, isTickets ? "A webhook that keeps to the header Idempotency-Key." : "A mail server, or a webhook of Slack, Teams or Mattermost.");
    }

    /// <inheritdoc />
    public ResponderTraits Traits { get; }

    /// <inheritdoc />
    public string? Refuse(ProposedAction action) => action.Kind != ActionKind.Notify ? "it tells people only" : Refuse(action.Target.Text);

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
        Find(action.Target.Text) is not { } channel ? [] : [channel.Form == NotifyForm.Mail ? $"mail to {string.Join(", ", channel.To)}: {Message.Of(action, _options.PublicUrl).Title}" : $"POST to {RemoteAddress.Shown(channel.Url)}: {Message.Of(action, _options.PublicUrl).Title}", "nothing takes it back"];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => new(new JsonObject());

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        var answer = await SendAsync(call.Action.Target.Text, Message.Of(call.Action, _options.PublicUrl), call.Key, cancellation).ConfigureAwait(false);
        _memory.Take(call.Key, answer, $"channel {call.Action.Target.Text}", answer.IsGood);

        // The broker writes it down with the run, so that people find the ticket.
        if (_isTickets && Ticket(answer.Body) is { } ticket) call.Before["ticket"] = ticket;
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(_memory.Of(call.Key));

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>The names of its channels.</summary>
    public IEnumerable<string> Channels => _options.Channels.Where(c => c.Value.Form == NotifyForm.Ticket == _isTickets).Select(c => c.Key);

    /// <summary>Tells a channel that a question waits for people, with a link to the page where it is signed or denied.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="question">The question.</param>
    /// <param name="about">What is asked.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ResponderException">The channel did not take it.</exception>
    public async Task AskAsync(string channel, Guid question, ProposedAction about, CancellationToken cancellation)
    {
        if (Refuse(channel) is { } reason) throw new ResponderException(reason);
        var answer = await SendAsync(channel, Message.OfQuestion(question, about, _options.PublicUrl), $"question:{question}", cancellation).ConfigureAwait(false);
        if (!answer.IsGood) throw new ResponderException($"channel {channel}: {answer.Said}");
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    string? Refuse(string name)
    {
        if (Find(name) is not { } channel) return $"there is no channel {name} of this kind";
        if (channel.Form == NotifyForm.Mail) return _mail is null ? "no mail server is set" : _mail.Refuse(channel.To);
        return RemoteAddress.Problem(() =>
        {
            _addresses.Of(channel.Url);
            if (channel.Token is { } token) _addresses.Secret(token);
        });
    }

    NotifyChannelOptions? Find(string name) => _options.Channels.GetValueOrDefault(name) is { } channel && channel.Form == NotifyForm.Ticket == _isTickets ? channel : null;

    async Task<RemoteAnswer> SendAsync(string name, Message message, string key, CancellationToken cancellation)
    {
        var channel = Find(name) ?? throw new ResponderException($"there is no channel {name} any more");
        if (channel.Form == NotifyForm.Mail) return await _mail!.SendAsync(message, key, channel.To, cancellation).ConfigureAwait(false);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_isTickets) headers["Idempotency-Key"] = RemoteAddress.Key(key);
        if (channel.Token is { } token) headers["Authorization"] = $"Bearer {_addresses.Secret(token)}";
        return await _client.SendAsync(HttpMethod.Post, _addresses.Of(channel.Url), MessageForms.Json(channel.Form, message, RemoteAddress.Key(key)), headers, cancellation).ConfigureAwait(false);
    }

    // Of what a ticket system says only its number or address is kept, and only when it is short and plain.
    static string? Ticket(string body)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject answer) return null;
            foreach (var name in new[] { "url", "html_url", "link", "key", "id", "number" })
            {
                if (answer[name] is JsonValue value && value.ToString() is { Length: > 0 and <= 300 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || "-._~:/?#=&%+".Contains(c, StringComparison.Ordinal)))
                    return text;
            }
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
        }

        return null;
    }
}
