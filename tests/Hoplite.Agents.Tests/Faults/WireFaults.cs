using System.Text;
using Hoplite.Agents.Models;

namespace Hoplite.Agents.Tests.Faults;

/// <summary>What goes wrong below HTTP, or between its bytes.</summary>
static class WireFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("refuses the connection", ModelFailure.Unavailable, Never) { Url = _ => new Uri("http://127.0.0.1:1/v1") },
        new("speaks no TLS where TLS is expected", ModelFailure.Unavailable, Never) { Url = server => new UriBuilder(server.Url) { Scheme = "https" }.Uri },
        new("has a certificate nobody trusts", ModelFailure.Unavailable, Never) { Url = server => server.TlsUrl },
        new("hangs before the headers", ModelFailure.Unavailable, request => Task.Delay(Timeout.Infinite, request.Aborted)),
        new("hangs after the headers", ModelFailure.Unavailable, async request =>
        {
            await request.Http.Response.StartAsync(request.Aborted);
            await Task.Delay(Timeout.Infinite, request.Aborted);
        }),
        new("drips one byte a second", ModelFailure.Unavailable, async request =>
        {
            foreach (var letter in Encoding.UTF8.GetBytes(GoodAnswer.Envelope(request).ToJsonString()))
            {
                await request.Http.Response.Body.WriteAsync(new[] { letter }, request.Aborted);
                await request.Http.Response.Body.FlushAsync(request.Aborted);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, request.Aborted);
            }
        }),
        new("hangs up before the headers", ModelFailure.Unavailable, request =>
        {
            request.Http.Abort();
            return Task.CompletedTask;
        }),
        new("hangs up within the answer", ModelFailure.Unavailable, async request =>
        {
            var whole = Encoding.UTF8.GetBytes(GoodAnswer.Envelope(request).ToJsonString());
            request.Http.Response.ContentLength = whole.Length;
            await request.Http.Response.Body.WriteAsync(whole.AsMemory(0, 40), request.Aborted);
            await request.Http.Response.Body.FlushAsync(request.Aborted);
            request.Http.Abort();
        }),
        new("ends within the answer without saying so", ModelFailure.BadAnswer, request => request.WriteAsync(GoodAnswer.Envelope(request).ToJsonString()[..40])),
        new("sends headers without end", ModelFailure.Unavailable, request =>
        {
            for (var i = 0; i < 40; i++) request.Http.Response.Headers[$"X-{i}"] = new string('a', 4000);
            return request.WriteAsync(GoodAnswer.Envelope(request));
        }),
    ];

    static Task Never(FaultRequest request) => throw new InvalidOperationException("nobody should get here");
}
