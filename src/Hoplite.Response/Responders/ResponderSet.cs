using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders.Accounts;
using Hoplite.Response.Responders.Files;
using Hoplite.Response.Responders.Hosts;
using Hoplite.Response.Responders.Names;
using Hoplite.Response.Responders.Packets;
using Hoplite.Response.Responders.Processes;
using Hoplite.Response.Responders.Services;

namespace Hoplite.Response.Responders;

/// <summary>The responders that a configuration asks for.</summary>
public sealed class ResponderSet : IDisposable
{
    readonly PacketFilter? _filter;

    /// <summary>Makes them.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="secrets">Gives the value of a secret by where it is kept (<c>env:NAME</c>, <c>file:/path</c>); null when it is not there.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="NetfilterException">The packet filter cannot be used here.</exception>
    /// <exception cref="FormatException">An address of the configuration is none.</exception>
    public ResponderSet(ResponseOptions options, Func<string, string?> secrets, TimeProvider time)
    {
        List<IResponder> all = [];
        if (options.PacketFilter)
        {
            var machines = options.Machines.ToDictionary(m => m.Key.ToLowerInvariant(), m => (IReadOnlyList<IPAddress>)[.. m.Value.Select(Single)], StringComparer.Ordinal);
            IPAddress[] lifelines = [.. options.Lifelines.Select(Single)];
            _filter = options.NetworkNamespace is { } other ? PacketFilter.Open(other) : PacketFilter.Open();
            all.Add(new AddressBlocker(_filter, time));
            all.Add(new HostIsolator(_filter, name => machines.GetValueOrDefault(name, []), lifelines, time));
        }

        if (options.Sinkhole is { } sinkhole) all.Add(new NameSinkhole(sinkhole));
        if (options.Processes) all.AddRange([new ProcessStopper(), new ProcessSuspender()]);
        if (options.Accounts is { } accounts) all.Add(new AccountLock(accounts));
        if (options.Quarantine is { } quarantine) all.Add(new FileQuarantine(quarantine));
        if (options.Services is { } services) all.Add(new ServiceRestart(services));
        if (options.SshIsolation is { } machinesOverSsh) all.Add(new SshIsolation(machinesOverSsh, secrets, time));
        All = all;
    }

    /// <summary>The responders, the first that can act first.</summary>
    public IReadOnlyList<IResponder> All { get; }

    /// <inheritdoc />
    public void Dispose() => _filter?.Dispose();

    static IPAddress Single(string text) => AddressForm.TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no address");
}
