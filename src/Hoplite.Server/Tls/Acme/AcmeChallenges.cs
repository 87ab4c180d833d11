using System.Collections.Concurrent;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Tls.Acme;

/// <summary>What the authority comes to look for on port 80.</summary>
public sealed class AcmeChallenges
{
    readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);

    internal void Put(string token, string answer) => _answers[token] = answer;

    internal void Remove(string token) => _answers.TryRemove(token, out _);

    /// <summary>Maps the place; it is open to everybody, setup or not.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/acme-challenge/{token}", (string token) => _answers.TryGetValue(token, out var answer) ? Results.Text(answer, "application/octet-stream") : Results.NotFound())
            .AllowAnonymous().WithMetadata(new OpenBeforeSetup()).ExcludeFromDescription();
}
