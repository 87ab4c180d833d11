using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Streaming;

/// <summary>What happens, as it happens (Server-Sent Events).</summary>
static class StreamEndpoint
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/stream", (Platform platform, Microsoft.Extensions.Hosting.IHostApplicationLifetime host, HttpContext context) =>
        {
            // A stream that stays open must not hold up the end of the platform.
            var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
            context.Response.RegisterForDispose(stop);
            return TypedResults.ServerSentEvents(Events(platform, stop.Token));
        })
        .WithName("stream").WithTags("stream").WithSummary("What happens, as it happens").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);

    static async IAsyncEnumerable<SseItem<string>> Events(Platform platform, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var said in platform.Feed.ListenAsync(cancellation).ConfigureAwait(false))
            yield return new SseItem<string>(JsonSerializer.Serialize(said.Data, Json), said.Kind);
    }
}
