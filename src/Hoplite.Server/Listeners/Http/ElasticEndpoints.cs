using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Listeners.Http;

/// <summary>As much of Elasticsearch as shippers need: they ask who is there, whether a template exists, and then send <c>_bulk</c>.</summary>
static class ElasticEndpoints
{
    // Beats refuse to speak with anything older than themselves, and Elasticsearch 8 is what the current ones still speak to.
    const string Version = "8.19.0";

    public static void Map(IEndpointRouteBuilder routes, IngestDoor door)
    {
        foreach (var prefix in new[] { "/elastic", "" })
        {
            foreach (var pattern in new[] { prefix + "/_bulk", prefix + "/{index}/_bulk" })
                foreach (var method in new[] { "POST", "PUT" })
                    door.Map(routes, method, pattern, (context, source) => BulkAsync(context, door, source), Problem);
            door.Map(routes, "GET", prefix + "/_license", (context, _) => Answer(context, """{"license":{"status":"active","type":"basic","mode":"basic"}}"""), Problem);
            foreach (var path in new[] { "/_ilm/policy/{name}", "/_index_template/{name}", "/_component_template/{name}", "/_ingest/pipeline/{name}", "/_data_stream/{name}", "/_alias/{name}" })
            {
                door.Map(routes, "GET", prefix + path, (context, _) => Answer(context, "{}"), Problem);
                door.Map(routes, "HEAD", prefix + path, (context, _) => Answer(context, ""), Problem);
                door.Map(routes, "PUT", prefix + path, (context, _) => Answer(context, """{"acknowledged":true}"""), Problem);
            }
        }

        foreach (var method in new[] { "GET", "HEAD" })
            door.Map(routes, method, "/elastic", (context, _) => Answer(context, "{\"name\":\"hoplite\",\"cluster_name\":\"hoplite\",\"cluster_uuid\":\"hoplite\",\"version\":{\"number\":\"" + Version + "\",\"build_flavor\":\"default\",\"lucene_version\":\"9.12.0\"},\"tagline\":\"You Know, for Search\"}"), Problem);
    }

    static async Task<IResult> BulkAsync(HttpContext context, IngestDoor door, Sources.EnrolledSource source)
    {
        var body = await BoundedBody.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        var documents = new ArrayBufferWriter<byte>(body.Length + 1);
        var actions = BulkBody.Read(body.Span, documents);
        await door.StoreAsync(source, "json", documents.WrittenMemory, context).ConfigureAwait(false);
        return new BulkAnswer(actions);
    }

    static Task<IResult> Answer(HttpContext context, string json)
    {
        context.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
        return Task.FromResult(Results.Text(json, "application/json"));
    }

    static IResult Problem(int status, string reason) =>
        Results.Json(new { error = new { type = status == 401 ? "security_exception" : "illegal_argument_exception", reason }, status }, statusCode: status);

    sealed class BulkAnswer(IReadOnlyList<BulkAction> actions) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
            httpContext.Response.ContentType = "application/json";
            await using var json = new Utf8JsonWriter(httpContext.Response.Body);
            json.WriteStartObject();
            json.WriteNumber("took", 1);
            json.WriteBoolean("errors", actions.Any(a => !a.IsTaken));
            json.WriteStartArray("items");
            foreach (var action in actions)
            {
                json.WriteStartObject();
                json.WriteStartObject(action.Name);
                json.WriteString("_index", "hoplite");
                if (action.Id is { } id) json.WriteString("_id", id);
                json.WriteNumber("status", action.IsTaken ? 201 : 400);
                if (action.IsTaken) json.WriteString("result", "created");
                else
                {
                    json.WriteStartObject("error");
                    json.WriteString("type", "illegal_argument_exception");
                    json.WriteString("reason", "only create and index with a document are taken");
                    json.WriteEndObject();
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
