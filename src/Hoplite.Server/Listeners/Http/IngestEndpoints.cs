using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Sources;
using Hoplite.Store.Spooling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Listeners.Http;

/// <summary>What all HTTP listeners have in common: a token finds the source, the body is bounded, the answer comes when it is durable.</summary>
public static class IngestEndpoints
{
    /// <summary>Maps all HTTP listeners.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes, Intake intake, SourceBook sources, TimeProvider time)
    {
        var door = new IngestDoor(intake, sources, time);
        NdjsonEndpoint.Map(routes, door);
        SplunkEndpoints.Map(routes, door);
        ElasticEndpoints.Map(routes, door);
        OtlpEndpoint.Map(routes, door);
    }
}

/// <summary>Lets requests in.</summary>
sealed class IngestDoor(Intake intake, SourceBook sources, TimeProvider time)
{
    const string WhyRefused = "the request carried no token of an enrolled source";

    /// <summary>Maps a route that only senders with a token reach.</summary>
    public RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string method, string pattern, Func<HttpContext, EnrolledSource, Task<IResult>> handle, Func<int, string, IResult>? problem = null) =>
        routes.MapMethods(pattern, [method], async (HttpContext context) =>
        {
            problem ??= static (status, reason) => Results.Problem(reason, statusCode: status);
            if (SenderToken.Find(context.Request, sources) is not { } source)
            {
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"hoplite\"";
                return problem(StatusCodes.Status401Unauthorized, WhyRefused);
            }

            try
            {
                return await handle(context, source).ConfigureAwait(false);
            }
            catch (SpoolFullException full)
            {
                // Every shipper waits and sends again after this status.
                context.Response.Headers.RetryAfter = "5";
                return problem(StatusCodes.Status429TooManyRequests, full.Message);
            }
            catch (BadHttpRequestException bad)
            {
                sources.HealthOf(source.Id).Refused(bad.Message, time.GetUtcNow());
                return problem(bad.StatusCode, bad.Message);
            }
        }).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());

    /// <summary>Stores a body.</summary>
    public async Task StoreAsync(EnrolledSource source, string format, ReadOnlyMemory<byte> body, HttpContext context)
    {
        if (body.Length > 0) await intake.AcceptAsync(source, format, body, isRepeatable: true, cancellation: context.RequestAborted).ConfigureAwait(false);
    }
}
