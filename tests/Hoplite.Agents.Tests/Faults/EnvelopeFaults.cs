using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Agents.Models;

namespace Hoplite.Agents.Tests.Faults;

/// <summary>Messages that are wrong around the answer.</summary>
static class EnvelopeFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("answers with a page of HTML", ModelFailure.BadAnswer, request => request.WriteAsync("<html><body>Sign in to this network</body></html>", "text/html")),
        new("answers with nothing", ModelFailure.BadAnswer, request => request.WriteAsync("")),
        new("answers with an empty object", ModelFailure.Unavailable, request => request.WriteAsync("{}")) { AlsoRight = ModelFailure.BadAnswer },
        new("answers with a list", ModelFailure.BadAnswer, request => request.WriteAsync("[]")),
        new("has no choices", ModelFailure.Unavailable, request => Changed(request, e => e["choices"] = new JsonArray())) { AlsoRight = ModelFailure.BadAnswer },
        new("has a choice of null", ModelFailure.BadAnswer, request => Changed(request, e => e["choices"] = new JsonArray((JsonNode?)null))),
        new("was cut at its longest", ModelFailure.BadAnswer, request => request.WriteAsync(GoodAnswer.Envelope(request, GoodAnswer.For(request).ToJsonString(), "length"))),
        new("was filtered", ModelFailure.Unavailable, request => request.WriteAsync(GoodAnswer.Envelope(request, GoodAnswer.For(request).ToJsonString(), "content_filter"))),
        new("ended for a reason nobody knows", ModelFailure.Unavailable, request => request.WriteAsync(GoodAnswer.Envelope(request, GoodAnswer.For(request).ToJsonString(), "bored"))) { AlsoRight = ModelFailure.BadAnswer },
        new("refuses in the field for it", ModelFailure.Unavailable, request => Changed(request, e => (e["choices"]![0]!["message"]!["refusal"], e["choices"]![0]!["message"]!["content"]) = ("I cannot help with that", null))),
        new("is not UTF-8", ModelFailure.BadAnswer, request => request.WriteAsync([.. Encoding.UTF8.GetBytes("{\"id\":\""), 0xC3, 0x28, 0xA0, .. Encoding.UTF8.GetBytes("\"}")])),
        new("is 50 megabytes long", ModelFailure.BadAnswer, request => Long(request, isAnnounced: true)),
        new("is 50 megabytes long and does not say so", ModelFailure.BadAnswer, request => Long(request, isAnnounced: false)),
        new("is 10,000 levels deep", ModelFailure.BadAnswer, request => request.WriteAsync("{\"choices\":" + new string('[', 10_000) + new string(']', 10_000) + "}")),
        new("says everything twice", ModelFailure.BadAnswer, request => request.WriteAsync("{\"choices\":[]," + GoodAnswer.Envelope(request).ToJsonString()[1..])),
        new("holds NaN", ModelFailure.BadAnswer, request => request.WriteAsync(GoodAnswer.Envelope(request).ToJsonString().Replace("1700000000", "NaN", StringComparison.Ordinal))),
        new("holds 1e999", ModelFailure.BadAnswer, request => request.WriteAsync(GoodAnswer.Envelope(request).ToJsonString().Replace("1700000000", "1e999", StringComparison.Ordinal))),
        new("is compressed though nobody asked", ModelFailure.BadAnswer, request =>
        {
            request.Http.Response.Headers.ContentEncoding = "gzip";
            return request.WriteAsync([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
        }),
        new("is a stream of events", ModelFailure.BadAnswer, request => request.WriteAsync($"data: {GoodAnswer.Envelope(request).ToJsonString()}\n\ndata: [DONE]\n\n", "text/event-stream")),
        new("comes from another model", ModelFailure.BadAnswer, request => Changed(request, e => e["model"] = "another-model")),
        new("comes from a smaller model of the family", ModelFailure.BadAnswer, request => Changed(request, e => e["model"] = request.Model + "-mini")),
        new("says it used fewer than no tokens", null, request => Used(request, -5, -7)),
        new("says it used more tokens than there are", null, request => Used(request, int.MaxValue, int.MaxValue)),
        new("says it used no tokens", null, request => Used(request, 0, 0)),
        new("does not say how many tokens it used", null, request => Changed(request, e => e.Remove("usage"))),
        new("lives by another clock", null, request =>
        {
            request.Http.Response.Headers.Date = DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture);
            return Changed(request, e => e["created"] = 4_102_444_800);
        }),
    ];

    static Task Changed(FaultRequest request, Action<JsonObject> change)
    {
        var envelope = GoodAnswer.Envelope(request);
        change(envelope);
        return request.WriteAsync(envelope);
    }

    static Task Used(FaultRequest request, int input, int output) => Changed(request, e => e["usage"] = new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input });

    static async Task Long(FaultRequest request, bool isAnnounced)
    {
        var part = Encoding.UTF8.GetBytes(new string(' ', 1 << 16));
        if (isAnnounced) request.Http.Response.ContentLength = 800L * part.Length;
        for (var i = 0; i < 800 && !request.Aborted.IsCancellationRequested; i++) await request.Http.Response.Body.WriteAsync(part, request.Aborted);
    }
}
