using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hoplite.Server.Identity.Doors;

/// <summary>Says no, as problem details.</summary>
static class Refusal
{
    /// <summary>The answer of an endpoint.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="why">One sentence.</param>
    /// <param name="kind">What the console should do about it, if anything: <c>setup</c>, <c>enroll</c>, <c>sign-in-again</c>.</param>
    public static ProblemHttpResult Problem(int status, string why, string? kind = null) => TypedResults.Problem(why, statusCode: status, type: kind is null ? null : "urn:hoplite:" + kind);

    /// <summary>The answer of a middleware.</summary>
    public static Task WriteAsync(HttpContext context, int status, string why, string? kind = null) => Problem(status, why, kind).ExecuteAsync(context);
}
