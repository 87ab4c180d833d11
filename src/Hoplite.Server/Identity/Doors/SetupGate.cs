using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Marks an endpoint that answers before there is an administrator.</summary>
sealed record OpenBeforeSetup;

/// <summary>Keeps everything but setup shut until there is an administrator.</summary>
sealed class SetupGate(SetupState setup, AccountOptions options)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (setup.IsSetUp || context.GetEndpoint()?.Metadata.GetMetadata<OpenBeforeSetup>() is not null || options.OpenBeforeSetup.Any(p => context.Request.Path.StartsWithSegments(p)))
        {
            await next(context).ConfigureAwait(false);
        }
        else if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect("/setup");
        }
        else
        {
            await Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "create the first administrator first", "setup").ConfigureAwait(false);
        }
    }
}
