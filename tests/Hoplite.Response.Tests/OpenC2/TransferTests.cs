using System.Text;
using Hoplite.Response.OpenC2;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>How commands and answers travel (OpenC2 over HTTPS 1.1).</summary>
public sealed class TransferTests
{
    [Fact]
    public async Task A_consumer_that_is_not_the_one_expected_is_not_spoken_to()
    {
        using var server = new HttpsConsumer((_, id, _) => new OpenC2Answer(200, OpenC2ContentType.Message, id, "{\"status\":200}"u8.ToArray()));
        using var other = new HttpsConsumer((_, _, _) => throw new InvalidOperationException());
        using var producer = new OpenC2Producer(server.Address, new ProducerOptions { Authority = other.Server, Certificate = server.Client, HasEnvelope = false }, TimeProvider.System);
        Assert.Equal(503, (await Assert.ThrowsAsync<OpenC2Exception>(async () => await producer.SendAsync(SlpfCommands.Query(), default))).Status);
        Assert.Equal("", server.LastRequest);
        using var right = new OpenC2Producer(server.Address, new ProducerOptions { Authority = server.Server, Certificate = server.Client, HasEnvelope = false }, TimeProvider.System);
        Assert.Equal(200, (await right.SendAsync(SlpfCommands.Query(), default))!.Status);
        using var nobody = new OpenC2Producer(server.Address, new ProducerOptions { Authority = server.Server }, TimeProvider.System);
        await Assert.ThrowsAsync<OpenC2Exception>(async () => await nobody.SendAsync(SlpfCommands.Query(), default));
    }

    [Theory]
    [InlineData("application/json", "id", "{\"status\":200}")]
    [InlineData(OpenC2ContentType.Message, "other", "{\"status\":200}")]
    [InlineData(OpenC2ContentType.Message, "id", "{\"status\":201}")]
    [InlineData(OpenC2ContentType.Message, "id", "{\"status\":200,\"status\":200}")]
    [InlineData(OpenC2ContentType.Message, "id", "")]
    public async Task An_answer_that_is_none_is_not_taken_for_one(string contentType, string id, string body)
    {
        using var server = new HttpsConsumer((_, given, _) => new OpenC2Answer(200, contentType, id == "id" ? given : id, Encoding.UTF8.GetBytes(body)));
        using var producer = new OpenC2Producer(server.Address, new ProducerOptions { Authority = server.Server, Certificate = server.Client }, TimeProvider.System);
        await Assert.ThrowsAsync<OpenC2Exception>(async () => await producer.SendAsync(SlpfCommands.Query(), default));
    }

    [Fact]
    public void Nothing_goes_out_without_tls() =>
        Assert.Throws<ArgumentException>(() => new OpenC2Producer(new Uri("http://localhost"), new ProducerOptions(), TimeProvider.System));

    [Fact]
    public void The_answer_to_an_envelope_is_an_envelope_with_the_same_id()
    {
        using var rig = new ConsumerRig();
        var answer = rig.Consumer.Answer(OpenC2ContentType.Message, "x-1", """{"headers":{"request_id":"r-1","from":"soc","created":1545257700000,"to":["filter"]},"body":{"openc2":{"request":{"action":"query","target":{"features":[]}}}}}"""u8.ToArray());
        var (headers, response) = OpenC2Reader.Response(answer.Body);
        Assert.Equal((200, "r-1", "filter", "x-1"), (response.Status, headers!.RequestId, headers.From, answer.RequestId));
        Assert.Equal(["soc"], headers.To!);
        var without = rig.Consumer.Answer(OpenC2ContentType.Message, "x-2", """{"body":{"openc2":{"request":{"action":"query","target":{"features":[]}}}}}"""u8.ToArray());
        Assert.Equal("x-2", OpenC2Reader.Response(without.Body).Headers!.RequestId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/openc2+json;version=2.0")]
    public void Another_content_type_is_a_bad_request(string? contentType)
    {
        using var rig = new ConsumerRig();
        var answer = rig.Consumer.Answer(contentType, "x", """{"action":"query","target":{"features":[]}}"""u8.ToArray());
        Assert.Equal((400, OpenC2ContentType.Message), (answer.HttpStatus, answer.ContentType));
    }

    [Fact]
    public void The_content_types_of_the_version_before_are_answered_in_kind()
    {
        using var rig = new ConsumerRig();
        Assert.Equal(OpenC2ContentType.OldResponse, rig.Consumer.Answer("application/openc2-cmd+json;version=1.0", "x", """{"action":"query","target":{"features":[]}}"""u8.ToArray()).ContentType);
    }

    [Fact]
    public void More_requests_than_it_takes_are_told_to_wait()
    {
        using var rig = new ConsumerRig();
        for (var i = 0; i < 600; i++) Assert.Equal(200, rig.Send("""{"action":"query","target":{"features":[]}}""")!.Status);
        Assert.Equal(503, rig.Send("""{"action":"query","target":{"features":[]}}""")!.Status);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, rig.Send("""{"action":"query","target":{"features":[]}}""")!.Status);
    }

    [Fact]
    public void What_is_protected_is_not_denied()
    {
        var protectedNet = System.Net.IPNetwork.Parse("10.9.0.0/24");
        using var rig = new ConsumerRig(n => n.Contains(protectedNet.BaseAddress) || protectedNet.Contains(n.BaseAddress) ? "10.9.0.0/24 is protected" : null);
        foreach (var target in new[] { "\"ipv4_net\":\"10.9.0.2\"", "\"ipv4_net\":\"10.0.0.0/8\"", "\"ipv4_connection\":{\"dst_port\":22}", "\"ipv4_connection\":{\"src_addr\":\"192.0.2.1\",\"dst_addr\":\"10.9.0.1\"}" })
            Assert.Equal((403, "10.9.0.0/24 is protected"), rig.Send($$"""{"action":"deny","target":{ {{target}} } }""") is { } response ? (response.Status, response.StatusText) : default);
        Assert.Equal(200, rig.Send("""{"action":"allow","target":{"ipv4_net":"10.9.0.2"}}""")!.Status);
        Assert.Equal(200, rig.Send("""{"action":"deny","target":{"ipv4_net":"192.0.2.1"}}""")!.Status);
        File.WriteAllText(Path.Combine(rig.Rules, "r.json"), """[{"action":"deny","target":{"ipv4_net":"10.9.0.2"}}]""");
        Assert.Equal(403, rig.Send("""{"action":"update","target":{"file":{"name":"r.json"}}}""")!.Status);
        Assert.Equal(2, rig.Slpf.Numbers.Count);
    }
}
