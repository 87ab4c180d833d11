using System.Net;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Keeps passwords, cookies and tokens off unprotected wires: the API answers plain HTTP on this machine only.</summary>
static class TlsOnly
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        !context.Request.IsHttps && context.Request.Path.StartsWithSegments("/api") && context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
            ? Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "use https: over plain http others could read along", "tls") : next(context);
}
