using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Google.Protobuf;
using Hoplite.Server.Listeners.Http;
using Hoplite.Store.Spooling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tests.Listeners;

public sealed class HttpTests
{
    [Fact]
    public async Task Without_the_token_of_a_source_nothing_is_taken()
    {
        await using var bench = new Workbench();
        await using var site = await SiteAsync(bench);
        foreach (var path in new[] { "/ingest", "/_bulk", "/elastic/_bulk", "/services/collector/event", "/v1/logs" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await site.Client("hps_" + new string('0', 48)).PostAsync(path, new StringContent("{}"), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(bench.Deliveries());
    }

    [Fact]
    public async Task A_bulk_request_is_answered_action_by_action_and_its_documents_are_lines()
    {
        await using var bench = new Workbench();
        await using var site = await SiteAsync(bench);
        var body = "{\"create\":{\"_index\":\"x\",\"_id\":\"7\"}}\n{\"a\":1}\n{\"delete\":{\"_id\":\"1\"}}\n{\"index\":{}}\n{\"b\":2}\n";
        var answer = JsonNode.Parse(await Read(await site.Client().PostAsync("/logs/_bulk", new StringContent(body), TestContext.Current.CancellationToken)))!;
        Assert.True((bool)answer["errors"]!);
        Assert.Equal([201, 400, 201], answer["items"]!.AsArray().Select(i => (int)i!.AsObject().First().Value!["status"]!));
        Assert.Equal("7", (string)answer["items"]![0]!["create"]!["_id"]!);
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], bench.Lines());
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_is_stored_once()
    {
        await using var bench = new Workbench();
        await using var site = await SiteAsync(bench);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await site.Client().PostAsync("/_bulk", new StringContent("{\"index\":{}}\n{\"n\":1}\n"), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Single(bench.Deliveries());
    }

    [Fact]
    public async Task Splunk_events_keep_their_members_and_gain_those_of_the_envelope()
    {
        await using var bench = new Workbench();
        await using var site = await SiteAsync(bench);
        var body = """{"time":1700000000.5,"host":"h1","sourcetype":"st","event":{"a":1,"host":"own"}}{"event":"just text","fields":{"k":"v"}}""";
        var request = new HttpRequestMessage(HttpMethod.Post, "/services/collector/event") { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Splunk", site.Token);
        Assert.Equal("""{"text":"Success","code":0}""", await Read(await site.Client().SendAsync(request, TestContext.Current.CancellationToken)));
        Assert.Equal(["""{"@timestamp":"2023-11-14T22:13:20.5+00:00","a":1,"host":"own","sourcetype":"st"}""", """{"message":"just text","k":"v"}"""], bench.Lines());
    }

    [Fact]
    public async Task Otlp_as_protobuf_says_the_same_as_otlp_as_json()
    {
        await using var bench = new Workbench();
        await using var site = await SiteAsync(bench);
        var json = """{"resourceLogs":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"h"}}]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"1700000000000000000","severityText":"WARN","body":{"stringValue":"text"},"attributes":[{"key":"n","value":{"intValue":"5"}},{"key":"b","value":{"boolValue":true}}]}]}]}]}""";
        await site.Client().PostAsync("/v1/logs", new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        var protobuf = new ByteArrayContent(Message(m => m.Bytes(1, r => r
            .Bytes(1, a => a.Bytes(1, k => k.Text(1, "host.name").Bytes(2, v => v.Text(1, "h"))))
            .Bytes(2, s => s.Bytes(2, l => l.Fixed(1, 1700000000000000000).Text(3, "WARN").Bytes(5, v => v.Text(1, "text"))
                .Bytes(6, k => k.Text(1, "n").Bytes(2, v => v.Number(3, 5))).Bytes(6, k => k.Text(1, "b").Bytes(2, v => v.Number(2, 1))))))));
        protobuf.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        Assert.Equal(HttpStatusCode.OK, (await site.Client().PostAsync("/v1/logs", protobuf, TestContext.Current.CancellationToken)).StatusCode);
        var line = Assert.Single(bench.Lines().Distinct(StringComparer.Ordinal));
        Assert.Equal("""{"@timestamp":"2023-11-14T22:13:20+00:00","level":"WARN","n":5,"b":true,"host.name":"h","message":"text"}""", line);
    }

    [Fact]
    public async Task A_packed_body_is_unpacked_and_a_bomb_is_refused()
    {
        await using var bench = new Workbench();
        await using var site = await SiteAsync(bench);
        Assert.Equal(HttpStatusCode.NoContent, (await site.Client().PostAsync("/ingest", Packed("hello\n"u8.ToArray()), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await site.Client().PostAsync("/ingest", Packed(new byte[Delivery.MaxPayload + 1]), TestContext.Current.CancellationToken)).StatusCode);
        var broken = new ByteArrayContent([1, 2, 3]);
        broken.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Client().PostAsync("/ingest", broken, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(["hello"], bench.Lines());
        Assert.Equal(2, bench.Sources.HealthOf(site.Source).Rejected);
    }

    [Fact]
    public async Task A_full_spool_asks_the_sender_to_come_back()
    {
        await using var bench = new Workbench(new SpoolOptions { MinFree = long.MaxValue / 2 });
        await using var site = await SiteAsync(bench);
        var answer = await site.Client().PostAsync("/_bulk", new StringContent("{\"index\":{}}\n{}\n"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public void No_body_breaks_a_parser() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            var lines = new ArrayBufferWriter<byte>();
            BulkBody.Read(bytes, lines);
            Try(() => SplunkBody.Read(bytes, lines));
            Try(() => OtlpLines.Write(OtlpProtobuf.Read(bytes), lines));
        });

    static void Try(Action parse)
    {
        try
        {
            parse();
        }
        catch (Exception known) when (known is System.Text.Json.JsonException or InvalidOperationException or InvalidProtocolBufferException or FormatException or ArgumentException)
        {
            // The endpoint answers 400.
        }
    }

    static ByteArrayContent Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    static Task<string> Read(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    static byte[] Message(Action<ProtoWriter> write)
    {
        var writer = new ProtoWriter();
        write(writer);
        return writer.ToArray();
    }

    static async Task<Site> SiteAsync(Workbench bench)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapIngest(bench.Intake, bench.Sources, TimeProvider.System);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var (source, token) = bench.Sources.Enrol("test", "http", null);
        return new Site(app, source.Id, token);
    }

    sealed class Site(WebApplication app, string source, string token) : IAsyncDisposable
    {
        public string Source => source;

        public string Token => token;

        public HttpClient Client(string? with = null)
        {
            var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", with ?? token);
            return client;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    sealed class ProtoWriter
    {
        readonly MemoryStream _bytes = new();

        public ProtoWriter Bytes(int field, Action<ProtoWriter> inner)
        {
            var child = new ProtoWriter();
            inner(child);
            return With(o => { o.WriteTag(field, WireFormat.WireType.LengthDelimited); o.WriteBytes(ByteString.CopyFrom(child.ToArray())); });
        }

        public ProtoWriter Text(int field, string text) => With(o => { o.WriteTag(field, WireFormat.WireType.LengthDelimited); o.WriteString(text); });

        public ProtoWriter Number(int field, long value) => With(o => { o.WriteTag(field, WireFormat.WireType.Varint); o.WriteInt64(value); });

        public ProtoWriter Fixed(int field, ulong value) => With(o => { o.WriteTag(field, WireFormat.WireType.Fixed64); o.WriteFixed64(value); });

        public byte[] ToArray() => _bytes.ToArray();

        ProtoWriter With(Action<CodedOutputStream> write)
        {
            using var output = new CodedOutputStream(_bytes, leaveOpen: true);
            write(output);
            return this;
        }
    }
}
