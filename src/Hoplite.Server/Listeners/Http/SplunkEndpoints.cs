using System.Buffers;
using System.Text.Json;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Listeners.Http;

/// <summary>Splunk's HTTP event collector, as much of it as senders use: <c>event</c>, <c>raw</c>, <c>health</c>.</summary>
static class SplunkEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, IngestDoor door)
    {
        foreach (var pattern in new[] { "/services/collector", "/services/collector/event", "/services/collector/event/1.0" })
            door.Map(routes, "POST", pattern, async (context, source) =>
            {
                var body = await BoundedBody.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
                var lines = new ArrayBufferWriter<byte>(body.Length + 256);
                try
                {
                    if (SplunkBody.Read(body.Span, lines) == 0) return Answer(StatusCodes.Status400BadRequest, "No data", 5);
                }
                catch (Exception bad) when (bad is JsonException or InvalidOperationException)
                {
                    return Answer(StatusCodes.Status400BadRequest, "Invalid data format", 6);
                }

                await door.StoreAsync(source, "json", lines.WrittenMemory, context).ConfigureAwait(false);
                return Answer(StatusCodes.Status200OK, "Success", 0);
            }, Problem);
        foreach (var pattern in new[] { "/services/collector/raw", "/services/collector/raw/1.0" })
            door.Map(routes, "POST", pattern, async (context, source) =>
            {
                await door.StoreAsync(source, "", await BoundedBody.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false), context).ConfigureAwait(false);
                return Answer(StatusCodes.Status200OK, "Success", 0);
            }, Problem);
        foreach (var pattern in new[] { "/services/collector/health", "/services/collector/health/1.0" })
            routes.MapGet(pattern, () => Answer(StatusCodes.Status200OK, "HEC is healthy", 17)).AllowAnonymous().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());
    }

    static IResult Problem(int status, string reason) => status switch
    {
        StatusCodes.Status401Unauthorized => Answer(StatusCodes.Status401Unauthorized, "Token is required", 2),
        StatusCodes.Status429TooManyRequests => Answer(StatusCodes.Status503ServiceUnavailable, "Server is busy", 9),
        _ => Answer(status, reason, 6),
    };

    static IResult Answer(int status, string text, int code) => Results.Json(new { text, code }, statusCode: status);
}
