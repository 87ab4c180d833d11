using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Tests.Identity;

/// <summary>Goes through every endpoint of an application.</summary>
static partial class EveryEndpoint
{
    /// <summary>Asks every endpoint without having signed in: all but those on the list must answer 401.</summary>
    /// <param name="app">The running application, already set up.</param>
    /// <param name="open">What is open, as <c>METHOD /pattern</c> or <c>/pattern</c> for all methods.</param>
    public static async Task IsShutAsync(WebApplication app, IReadOnlySet<string> open)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var surprises = new List<string>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var pattern = "/" + endpoint.RoutePattern.RawText?.Trim('/');
                if (open.Contains(pattern) || open.Contains($"{method} {pattern}")) continue;
                if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) surprises.Add($"{method} {pattern} is open to everybody");
                using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(pattern, m => m.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "1"));
                request.Headers.Add("X-Hoplite", "1");
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                if (answer.StatusCode != HttpStatusCode.Unauthorized) surprises.Add($"{method} {pattern} answers {(int)answer.StatusCode}");
            }

        Assert.Empty(surprises);
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1_000)]
    private static partial Regex Parameter();
}
