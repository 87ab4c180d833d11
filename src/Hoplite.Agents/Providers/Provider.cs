using System.Security.Cryptography;
using System.Text;
using Hoplite.Agents.Models;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Providers;

/// <summary>A provider with everything that stands between it and the desk.</summary>
sealed class Provider : IDisposable
{
    readonly HttpClient _http;

    public Provider(ProviderOptions options, Budgets budgets, Exclusions exclusions, Patience patience, TimeProvider clock, Func<ProviderOptions, IChatClient>? clients = null)
    {
        var key = ProviderKey.Read(options, Environment.GetEnvironmentVariable);
        (Options, _http) = (options, ProviderTransport.Client(options, clock));
        Client = new CheckedClient(new ResilientClient(new MeteredClient(clients?.Invoke(options) ?? ProviderClients.Create(options, key, _http), options, budgets), options, patience, clock), options, exclusions);
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Name}\n{options.Kind}\n{options.Url}\n{options.Model}")));
    }

    public ProviderOptions Options { get; }

    public IChatClient Client { get; }

    /// <summary>SHA-256 of what makes its answers its own: the protocol, the address, the model.</summary>
    public string Digest { get; }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
