using Hoplite.Agents.Models;

namespace Hoplite.Agents.Tests.Faults;

/// <summary>Statuses that are no answer.</summary>
static class StatusFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. new[] { 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 529 }.Select(status => new Fault($"answers {status}", ModelFailure.Unavailable, request => request.StatusAsync(status))),
        new("answers 429 and asks to wait a second", ModelFailure.Unavailable, request => request.StatusAsync(429, "1")),
        new("answers 429 and asks to wait eleven days", ModelFailure.Unavailable, request => request.StatusAsync(429, "999999")),
        new("answers 429 and asks to wait longer than there is time", ModelFailure.Unavailable, request => request.StatusAsync(429, "99999999999999999999")),
        new("answers 503 and asks to wait until a year of another clock", ModelFailure.Unavailable, request => request.StatusAsync(503, "Fri, 31 Dec 9999 23:59:59 GMT")),
        new("answers 503 and asks to wait until a time long gone", ModelFailure.Unavailable, request => request.StatusAsync(503, "Thu, 01 Jan 1970 00:00:00 GMT")),
        new("sends somewhere else", ModelFailure.Unavailable, request =>
        {
            request.Http.Response.StatusCode = 307;
            request.Http.Response.Headers.Location = "http://127.0.0.1:1/v1/chat/completions";
            return Task.CompletedTask;
        }),
        new("answers 204", ModelFailure.BadAnswer, request =>
        {
            request.Http.Response.StatusCode = 204;
            return Task.CompletedTask;
        }),
    ];
}
