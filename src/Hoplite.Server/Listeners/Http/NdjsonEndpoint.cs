using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Listeners.Http;

/// <summary>Lines of any format that is read, JSON or not: <c>POST /ingest</c>.</summary>
static class NdjsonEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, IngestDoor door) =>
        door.Map(routes, "POST", "/ingest", async (context, source) =>
        {
            await door.StoreAsync(source, "", await BoundedBody.ReadAsync(context.Request, context.RequestAborted).ConfigureAwait(false), context).ConfigureAwait(false);
            return Results.StatusCode(StatusCodes.Status204NoContent);
        });
}
