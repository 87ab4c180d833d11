using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Refuses changes that another site makes in somebody's name. The cookie is SameSite=Strict already; this holds where a browser forgets.</summary>
static class CrossSiteGuard
{
    /// <summary>The header that a form of another site cannot send.</summary>
    public const string Header = "X-Hoplite";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsChange(context.Request.Method) && IsOurs(context) && !IsFromUs(context.Request)
            ? Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, $"a change needs the header {Header}: 1 and must come from this site") : next(context);

    static bool IsChange(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    // Signing in is guarded too: nobody is to be signed in to a stranger's account. A bearer token is no browser's to send.
    static bool IsOurs(HttpContext context) => context.User.SessionId() is not null || (context.Request.Path.StartsWithSegments("/api") && context.Request.Headers.Authorization.Count == 0);

    static bool IsFromUs(HttpRequest request)
    {
        if (request.Headers[Header].ToString() != "1") return false;
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")) return false;
        return request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
