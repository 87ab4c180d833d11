using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Response.OpenC2;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Remote;
using Hoplite.Response.Tests.Netfilter.OpenC2;
using static Hoplite.Response.Tests.Remote.RemoteCalls;

namespace Hoplite.Response.Tests.Remote;

/// <summary>Commands to consumers of OpenC2: to our own one with a real packet filter, and to ones that answer otherwise.</summary>
public sealed class OpenC2SenderTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-openc2-sender-");

    public void Dispose() => _folder.Delete(recursive: true);

    OpenC2Sender To(HttpsConsumer server, TimeProvider clock, bool allows = false, params ActionKind[] kinds)
    {
        var (own, authority) = (Path.Combine(_folder.FullName, "own.pem"), Path.Combine(_folder.FullName, "authority.pem"));
        File.WriteAllText(own, server.Client.ExportCertificatePem() + "\n" + Key(server));
        File.WriteAllText(authority, server.Server.ExportCertificatePem());
        return new OpenC2Sender("filter", new OpenC2SenderOptions { Url = server.Address.ToString(), Kinds = kinds.Length > 0 ? kinds : [ActionKind.BlockAddress, ActionKind.IsolateHost], Certificate = own, Authority = authority, UndoByAllow = allows }, name => name == "db" ? [IPAddress.Parse("10.9.0.2"), IPAddress.Parse("fd00:9::2")] : [], clock);
    }

    static string Key(HttpsConsumer server)
    {
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(server.Client)!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    static HttpsConsumer Answering(List<string> bodies, string json) => new((_, id, body) =>
    {
        bodies.Add(System.Text.Encoding.UTF8.GetString(body.Span));
        return new OpenC2Answer(200, OpenC2ContentType.Message, id, System.Text.Encoding.UTF8.GetBytes(json));
    });

    static ProposedAction Isolate(string host) => ProposedAction.Of(ActionKind.IsolateHost, TargetForm.Host(host)!, TimeSpan.FromMinutes(10), Incident, "isolate");

    [Fact]
    public async Task A_real_packet_filter_denies_an_address_and_is_byte_for_byte_what_it_was_when_it_is_taken_back()
    {
        using var rig = new ConsumerRig();
        using var server = new HttpsConsumer(rig.Consumer.Answer);
        using var sender = To(server, TimeProvider.System);
        var call = await sender.RemoteCallAsync(Block("10.9.0.2"));
        await sender.ActAsync(call, default);
        Assert.Contains("X-Request-ID: decision:1\r\n", server.LastRequest, StringComparison.Ordinal);
        Assert.Equal(Effect.Present, await sender.VerifyAsync(call, default));
        Assert.Contains("10.9.0.2", rig.Here.Ruleset, StringComparison.Ordinal);
        Assert.False(rig.Reaches(4));
        await sender.UndoAsync(call, default);
        Assert.Equal(rig.Before, rig.Here.Ruleset);
        Assert.True(rig.Gets(4));
    }

    [Fact]
    public async Task A_machine_is_denied_by_all_its_addresses()
    {
        using var rig = new ConsumerRig();
        using var server = new HttpsConsumer(rig.Consumer.Answer);
        using var sender = To(server, TimeProvider.System);
        Assert.NotNull(sender.Refuse(Isolate("unknown")));
        var call = await sender.RemoteCallAsync(Isolate("db"));
        await sender.ActAsync(call, default);
        Assert.False(rig.Reaches(4));
        Assert.False(rig.Reaches(6));
        await sender.UndoAsync(call, default);
        Assert.Equal(rig.Before, rig.Here.Ruleset);
    }

    [Fact]
    public async Task What_the_consumer_forbids_has_not_happened_and_needs_no_taking_back()
    {
        using var rig = new ConsumerRig(_ => "protected");
        using var server = new HttpsConsumer(rig.Consumer.Answer);
        using var sender = To(server, TimeProvider.System);
        var call = await sender.RemoteCallAsync(Block("10.9.0.2"));
        await Assert.ThrowsAsync<ResponderException>(async () => await sender.ActAsync(call, default));
        await sender.UndoAsync(call, default);
        Assert.Equal(rig.Before, rig.Here.Ruleset);
    }

    [Fact]
    public async Task Without_a_number_it_is_not_said_to_be_taken_back_before_its_time_is_over()
    {
        List<string> bodies = [];
        using var server = Answering(bodies, """{"status":200}""");
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var sender = To(server, clock);
        var call = await sender.RemoteCallAsync(Block("10.9.0.2"));
        await sender.ActAsync(call, default);
        await Assert.ThrowsAsync<ResponderException>(async () => await sender.UndoAsync(call, default));
        clock.Advance(TimeSpan.FromMinutes(11));
        await sender.UndoAsync(call, default);
        Assert.Single(bodies);
    }

    [Fact]
    public async Task A_name_is_denied_and_allowed_again_where_that_is_wanted()
    {
        List<string> bodies = [];
        using var server = Answering(bodies, """{"status":200}""");
        using var sender = To(server, TimeProvider.System, allows: true, ActionKind.SinkholeDomain);
        var action = ProposedAction.Of(ActionKind.SinkholeDomain, TargetForm.Domain("evil.example")!, TimeSpan.FromMinutes(10), Incident, "sinkhole");
        var call = await sender.RemoteCallAsync(action);
        await sender.ActAsync(call, default);
        await sender.UndoAsync(call, default);
        Assert.Contains("\"action\":\"deny\",\"target\":{\"domain_name\":\"evil.example\"}", bodies[0], StringComparison.Ordinal);
        Assert.Contains("\"action\":\"allow\",\"target\":{\"domain_name\":\"evil.example\"}", bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_never_comes_leaves_the_outcome_unknown()
    {
        using var server = new HttpsConsumer((_, _, _) => new OpenC2Answer(200, null, null, ReadOnlyMemory<byte>.Empty));
        using var sender = To(server, TimeProvider.System);
        var call = await sender.RemoteCallAsync(Block("10.9.0.2"));
        await Assert.ThrowsAsync<ResponderException>(async () => await sender.ActAsync(call, default));
        Assert.Equal(Effect.Unknown, await sender.VerifyAsync(call, default));
        await Assert.ThrowsAsync<ResponderException>(async () => await sender.UndoAsync(call, default));
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("https://user:password@localhost")]
    [InlineData("")]
    public void A_consumer_without_tls_is_none(string url) => Assert.Throws<FormatException>(() => new OpenC2Sender("filter", new OpenC2SenderOptions { Url = url }, _ => [], TimeProvider.System));
}
