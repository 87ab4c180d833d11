using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Hoplite.Server.Identity.Doors;

/// <summary>How often somebody may ask. Senders of events are not counted here: the spool slows them down.</summary>
static class RateLimits
{
    public const string SignIn = "sign-in";

    public static void Add(RateLimiterOptions limits, AccountOptions options)
    {
        limits.AddPolicy(SignIn, context => Window("sign-in " + context.Address(), options.SignInsPerMinute));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments("/api")
            ? Window(context.User.Identity?.Name is null ? "address " + context.Address() : "user " + context.Actor(), options.RequestsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
        limits.OnRejected = static (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            return new ValueTask(TooManyAsync(rejected.HttpContext, wait));
        };
    }

    public static Task TooManyAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Refusal.WriteAsync(context, StatusCodes.Status429TooManyRequests, "too many requests; wait a while");
    }

    static RateLimitPartition<string> Window(string key, int permits) => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
    {
        PermitLimit = permits,
        Window = TimeSpan.FromMinutes(1),
        QueueLimit = 0,
    });
}
