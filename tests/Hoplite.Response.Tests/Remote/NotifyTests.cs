using System.Text.Json.Nodes;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Remote;
using static Hoplite.Response.Tests.Remote.RemoteCalls;

namespace Hoplite.Response.Tests.Remote;

/// <summary>Telling people.</summary>
public sealed class NotifyTests
{
    static readonly Uri Console = new("https://hoplite.example.org");

    static Notify Over(NotifyForm form, string url, bool isTickets = false, string? token = null) =>
        new(new NotifyOptions { PublicUrl = Console, Channels = new Dictionary<string, NotifyChannelOptions> { ["night-shift"] = new() { Form = form, Url = url, Token = token } } }, isTickets, Secret);

    static Notify ByMail(LoopbackMail server, string to = "soc@example.org", string from = "hoplite@example.org", bool isKnown = true) => new(new NotifyOptions
    {
        PublicUrl = Console,
        Mail = new MailServerOptions { Host = "127.0.0.1", Port = server.Port, From = from, User = "hoplite", Password = "env:PASSWORD", Fingerprint = isKnown ? server.Fingerprint : null },
        Channels = new Dictionary<string, NotifyChannelOptions> { ["night-shift"] = new() { Form = NotifyForm.Mail, To = [to] } },
    }, isTickets: false, Secret);

    [Theory]
    [InlineData(NotifyForm.Slack)]
    [InlineData(NotifyForm.Teams)]
    [InlineData(NotifyForm.Mattermost)]
    public async Task A_chat_gets_the_incident_and_a_link_to_it(NotifyForm form)
    {
        using var web = new LoopbackWeb(_ => new WebReply(200, "ok"));
        using var notify = Over(form, web.Address + "/hook");
        var call = await notify.RemoteCallAsync(Tell("night-shift"));
        await notify.ActAsync(call, default);
        var body = Assert.Single(web.Requests).Body;
        Assert.NotNull(JsonNode.Parse(body));
        Assert.Contains($"https://hoplite.example.org/incidents/{Incident}", body, StringComparison.Ordinal);
        Assert.Equal(Effect.Present, await notify.VerifyAsync(call, default));
        using var another = Over(form, web.Address + "/hook");
        Assert.Equal(Effect.Unknown, await another.VerifyAsync(call, default));
    }

    [Fact]
    public async Task A_question_links_to_the_page_where_it_is_signed_and_nothing_else()
    {
        using var web = new LoopbackWeb(_ => new WebReply(200, "ok"));
        using var notify = Over(NotifyForm.Slack, web.Address);
        var question = Guid.Parse("0192f3a1-0000-7000-8000-000000000042");
        await notify.AskAsync("night-shift", question, Block("203.0.113.9"), default);
        var buttons = JsonNode.Parse(Assert.Single(web.Requests).Body)!["blocks"]!.AsArray()[2]!["elements"]!.AsArray();
        Assert.Equal($"https://hoplite.example.org/response/questions/{question}", (string?)Assert.Single(buttons)!["url"]);
    }

    [Fact]
    public async Task A_chat_that_refuses_is_known_not_to_have_it_and_one_that_says_nothing_is_not()
    {
        using var web = new LoopbackWeb(r => r.Path == "/no" ? new WebReply(404) : null);
        foreach (var (path, effect) in new[] { ("/no", Effect.Absent), ("/cut", Effect.Unknown) })
        {
            using var notify = Over(NotifyForm.Mattermost, web.Address + path);
            var call = await notify.RemoteCallAsync(Tell("night-shift"));
            await Assert.ThrowsAsync<ResponderException>(async () => await notify.ActAsync(call, default));
            Assert.Equal(effect, await notify.VerifyAsync(call, default));
        }
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var other = new LoopbackWeb(_ => new WebReply(200));
        using var web = new LoopbackWeb(_ => new WebReply(302, "", other.Address));
        using var notify = Over(NotifyForm.Slack, web.Address);
        var call = await notify.RemoteCallAsync(Tell("night-shift"));
        await Assert.ThrowsAsync<ResponderException>(async () => await notify.ActAsync(call, default));
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("""{"url":"https://tickets.example.org/7","id":7}""", "https://tickets.example.org/7")]
    [InlineData("""{"id":7}""", "7")]
    [InlineData("""{"id":"<script>"}""", null)]
    [InlineData("[]", null)]
    [InlineData("not json", null)]
    public async Task A_ticket_is_asked_for_with_the_key_and_its_number_kept(string answer, string? kept)
    {
        using var web = new LoopbackWeb(_ => new WebReply(201, answer));
        using var notify = Over(NotifyForm.Ticket, web.Address, isTickets: true, token: "env:TOKEN");
        var call = await notify.RemoteCallAsync(Tell("night-shift"));
        await notify.ActAsync(call, default);
        var request = Assert.Single(web.Requests);
        Assert.Equal(("decision:1", "Bearer t0p-secret"), (request.Headers["Idempotency-Key"], request.Headers["Authorization"]));
        Assert.Equal(kept, (string?)call.Before["ticket"]);
        Assert.True(notify.Traits.IsRepeatable);
    }

    [Fact]
    public async Task Mail_goes_over_tls_with_the_password_from_its_place()
    {
        using var server = new LoopbackMail();
        using var notify = ByMail(server);
        var call = await notify.RemoteCallAsync(Tell("night-shift"));
        await notify.ActAsync(call, default);
        Assert.True(server.IsSafe);
        Assert.Contains(server.Lines, l => l.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        Assert.Contains($"/incidents/{Incident}", server.Mail, StringComparison.Ordinal);
        Assert.Equal(Effect.Present, await notify.VerifyAsync(call, default));
    }

    [Theory]
    [InlineData(null, Effect.Unknown)]
    [InlineData("554 no", Effect.Absent)]
    public async Task Mail_that_the_server_did_not_take_is_not_called_sent(string? end, Effect effect)
    {
        using var server = new LoopbackMail(end);
        using var notify = ByMail(server);
        var call = await notify.RemoteCallAsync(Tell("night-shift"));
        await Assert.ThrowsAsync<ResponderException>(async () => await notify.ActAsync(call, default));
        Assert.Equal(effect, await notify.VerifyAsync(call, default));
    }

    [Fact]
    public async Task A_mail_server_nobody_vouches_for_gets_no_password()
    {
        using var server = new LoopbackMail();
        using var notify = ByMail(server, isKnown: false);
        var call = await notify.RemoteCallAsync(Tell("night-shift"));
        await Assert.ThrowsAsync<ResponderException>(async () => await notify.ActAsync(call, default));
        Assert.DoesNotContain(server.Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("soc@example.org\r\nBcc: everybody@example.org", "hoplite@example.org")]
    [InlineData("soc@example.org", "hoplite@example.org\nX-Evil: 1")]
    [InlineData("nobody", "hoplite@example.org")]
    public void Lines_in_addresses_of_mail_are_refused(string to, string from)
    {
        using var server = new LoopbackMail();
        using var notify = ByMail(server, to, from);
        Assert.NotNull(notify.Refuse(Tell("night-shift")));
    }

    [Theory]
    [InlineData("http://chat.example.org/hook")]
    [InlineData("https://user:password@chat.example.org/hook")]
    [InlineData("ftp://chat.example.org")]
    [InlineData("env:NOTHING")]
    [InlineData("")]
    public void An_address_that_nothing_may_be_sent_to_is_refused(string url)
    {
        using var notify = Over(NotifyForm.Slack, url);
        Assert.NotNull(notify.Refuse(Tell("night-shift")));
        Assert.DoesNotContain("password", notify.Refuse(Tell("night-shift"))!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rehearsal_does_not_show_the_path_of_a_webhook()
    {
        using var notify = Over(NotifyForm.Slack, "https://hooks.example.org/services/T0/B0/secret");
        Assert.DoesNotContain("secret", string.Join('\n', notify.Rehearse(Tell("night-shift"))), StringComparison.Ordinal);
        Assert.NotNull(notify.Refuse(Tell("day-shift")));
    }
}
