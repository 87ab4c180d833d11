using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Identity.Sessions;

/// <summary>The two cookies: one for a session, one for a sign-in that is half done. No other page's script or subdomain can read or plant them.</summary>
static class DoorCookies
{
    const string Session = "hoplite-session";
    const string Pending = "hoplite-pending";

    public static string? ReadSession(HttpContext context) => Read(context, Session);

    public static string? ReadPending(HttpContext context) => Read(context, Pending);

    public static void WriteSession(HttpContext context, string token, TimeSpan life) => Write(context, Session, token, life);

    public static void WritePending(HttpContext context, string token, TimeSpan life) => Write(context, Pending, token, life);

    public static void Clear(HttpContext context)
    {
        Write(context, Session, "", TimeSpan.Zero);
        ClearPending(context);
    }

    public static void ClearPending(HttpContext context) => Write(context, Pending, "", TimeSpan.Zero);

    // Browsers refuse Secure cookies over plain HTTP, and the prefix needs Secure; plain HTTP is for loopback only.
    static string Name(HttpContext context, string name) => context.Request.IsHttps ? "__Host-" + name : name;

    static string? Read(HttpContext context, string name) => context.Request.Cookies.TryGetValue(Name(context, name), out var value) ? value : null;

    static void Write(HttpContext context, string name, string value, TimeSpan life) => context.Response.Cookies.Append(Name(context, name), value, new CookieOptions
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    });
}
