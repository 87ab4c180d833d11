using System.Security.Cryptography;
using Hoplite.Intelligence.Taxii;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Taxii;

/// <summary>The door to the TAXII 2.1 server: /taxii2/ and the paths of its roots. It asks for names and tokens itself, and answers everything in the form of TAXII, errors too.</summary>
sealed partial class TaxiiDoor(TaxiiRoom room, ILogger<TaxiiDoor> log)
{
    const string DiscoveryPath = "taxii2";

    /// <summary>Maps it, when the configuration asks for it.</summary>
    public static void Map(WebApplication app)
    {
        if (!TaxiiRoom.IsWanted(app.Services.GetRequiredService<Configuration.ServeOptions>())) return;
        var door = new TaxiiDoor(app.Services.GetRequiredService<TaxiiRoom>(), app.Services.GetRequiredService<ILogger<TaxiiDoor>>());
        Map(app, $"/{DiscoveryPath}/{{**rest}}", context => door.ServeAsync(context, null));
        foreach (var root in door.Desk.Catalogue.Roots) Map(app, $"/{root.Path}/{{**rest}}", context => door.ServeAsync(context, root));
    }

    TaxiiDesk Desk => room.Desk;

    static void Map(IEndpointRouteBuilder routes, string pattern, RequestDelegate serve) => routes.Map(pattern, serve).AllowAnonymous().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());

    async Task ServeAsync(HttpContext context, TaxiiRoot? root)
    {
        try
        {
            await room.Ready.ConfigureAwait(false);
            await AnswerAsync(context, root).ConfigureAwait(false);
        }
        catch (TaxiiRefusal refusal)
        {
            await TaxiiAnswer.RefuseAsync(context, refusal.Status, refusal.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad)
        {
            await TaxiiAnswer.RefuseAsync(context, bad.StatusCode, bad.Message).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is IOException or SqliteException or InvalidOperationException && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            Failed(log, wrong, context.TraceIdentifier);
            context.Response.Headers.Clear();
            await TaxiiAnswer.RefuseAsync(context, StatusCodes.Status500InternalServerError, "the server could not do that; its log says why under this error_id").ConfigureAwait(false);
        }
    }

    async Task AnswerAsync(HttpContext context, TaxiiRoot? root)
    {
        var parts = (context.Request.RouteValues["rest"] as string ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (resource, methods) = TaxiiRoute.Of(root is null, parts);
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.Headers.Allow = methods.Length > 0 ? methods + ", OPTIONS" : "OPTIONS";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (room.SignIn.Find(context.Request.Headers.Authorization.ToString(), Fingerprint(context)) is not { } user)
        {
            context.Response.Headers.WWWAuthenticate = new[] { "Basic realm=\"taxii\", charset=\"UTF-8\"", "Bearer realm=\"taxii\"" };
            throw new TaxiiRefusal(401, "send the name and password of a TAXII user, or a token");
        }

        if (resource == TaxiiResource.None) throw new TaxiiRefusal(404, "there is no such resource");
        if (!methods.Split(", ").Contains(context.Request.Method, StringComparer.Ordinal))
        {
            context.Response.Headers.Allow = methods + ", OPTIONS";
            throw new TaxiiRefusal(405, $"this resource knows {methods} only");
        }

        if (!MediaTypes.Accepts(context.Request.Headers.Accept.ToString())) throw new TaxiiRefusal(406, $"Accept must allow {MediaTypes.Taxii}");
        switch (resource)
        {
            case TaxiiResource.Discovery: await TaxiiAnswer.SendAsync(context, 200, TaxiiResources.Discovery(Desk.Catalogue, Site(context))).ConfigureAwait(false); return;
            case TaxiiResource.Root: await TaxiiAnswer.SendAsync(context, 200, TaxiiResources.Root(root!)).ConfigureAwait(false); return;
            case TaxiiResource.Collections: await TaxiiAnswer.SendAsync(context, 200, TaxiiResources.Collections(root!, user)).ConfigureAwait(false); return;
            case TaxiiResource.Status:
                await TaxiiAnswer.SendAsync(context, 200, Desk.Store.Status(root!.Path, parts[1].ToLowerInvariant(), user.Name) ?? throw new TaxiiRefusal(404, "there is no such status, or it was forgotten")).ConfigureAwait(false);
                return;
            default:
                var collection = root!.Find(parts[1], user) ?? throw new TaxiiRefusal(404, "there is no such collection");
                await new CollectionDoor(Desk, root, collection, user).ServeAsync(context, resource, parts.ElementAtOrDefault(3)).ConfigureAwait(false);
                return;
        }
    }

    static string? Fingerprint(HttpContext context) => context.Connection.ClientCertificate is { } certificate ? Convert.ToHexString(SHA256.HashData(certificate.RawData)) : null;

    string Site(HttpContext context) => (room.PublicUrl ?? $"{context.Request.Scheme}://{context.Request.Host}") + "/";

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A TAXII request failed; its error_id is {Id}")]
    private static partial void Failed(ILogger log, Exception wrong, string id);
}
