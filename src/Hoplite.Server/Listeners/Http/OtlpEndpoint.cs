using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Listeners.Http;

/// <summary>OpenTelemetry logs over HTTP, as JSON or protobuf: <c>POST /v1/logs</c>.</summary>
static class OtlpEndpoint
{
    const string Protobuf = "application/x-protobuf";

    public static void Map(IEndpointRouteBuilder routes, IngestDoor door) =>
        door.Map(routes, "POST", "/v1/logs", async (context, source) =>
        {
            var isProtobuf = context.Request.ContentType?.StartsWith(Protobuf, StringComparison.OrdinalIgnoreCase) == true;
            var body = await BoundedBody.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
            var lines = new ArrayBufferWriter<byte>(body.Length + 256);
            try
            {
                OtlpLines.Write(isProtobuf ? OtlpProtobuf.Read(body.Span) : JsonNode.Parse(body.Span), lines);
            }
            catch (Exception bad) when (bad is JsonException or InvalidOperationException or InvalidProtocolBufferException or FormatException or ArgumentException)
            {
                throw new BadHttpRequestException("the body is no OTLP logs request", StatusCodes.Status400BadRequest, bad);
            }

            await door.StoreAsync(source, "json", lines.WrittenMemory, context).ConfigureAwait(false);
            return isProtobuf ? Results.Bytes(Array.Empty<byte>(), Protobuf) : Results.Text("{}", "application/json");
        });
}
