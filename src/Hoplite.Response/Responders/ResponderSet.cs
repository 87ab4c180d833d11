using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders.Accounts;
using Hoplite.Response.Responders.Files;
using Hoplite.Response.Responders.Hosts;
using Hoplite.Response.Responders.Names;
using Hoplite.Response.Responders.Packets;
using Hoplite.Response.Responders.Remote;
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
        var machines = options.Machines.ToDictionary(m => m.Key.ToLowerInvariant(), m => (IReadOnlyList<IPAddress>)[.. m.Value.Select(Single)], StringComparer.Ordinal);
        if (options.PacketFilter)
        {
            IPAddress[] lifelines = [.. options.Lifelines.Select(Single)];
            _filter = options.NetworkNamespace is { } other ? PacketFilter.Open(other) : PacketFilter.Open();
            all.Add(new AddressBlocker(_filter, time));
            all.Add(new HostIsolator(_filter, name => machines.GetValueOrDefault(name, []), lifelines, time));
        }

        if (options.Sinkhole is { } sinkhole) all.Add(new NameSinkhole(sinkhole));
        if (options.Notify is { } notify) all.AddRange([new Notify(notify, isTickets: false, secrets), new Notify(notify, isTickets: true, secrets)]);
        all.AddRange(options.HttpApis.Select(h => new HttpAction(h.Key, h.Value, secrets)));
        if (options.CrowdSec is { } crowdSec) all.Add(new CrowdSecDecision(crowdSec, secrets, time));
        if (options.Wazuh is { } wazuh) all.Add(new WazuhActiveResponse(wazuh, secrets));
        all.AddRange(options.OpenC2.Select(c => new OpenC2Sender(c.Key, c.Value, name => machines.GetValueOrDefault(name, []), time)));
        if (options.Processes) all.AddRange([new ProcessStopper(), new ProcessSuspender()]);
        if (options.Accounts is { } accounts) all.Add(new AccountLock(accounts));
        if (options.Quarantine is { } quarantine) all.Add(new FileQuarantine(quarantine));
        if (options.Services is { } services) all.Add(new ServiceRestart(services));
        if (options.SshIsolation is { } machinesOverSsh) all.Add(new SshIsolation(machinesOverSsh, secrets, time));
        All = all;
    }

    /// <summary>The responders, the first that can act first.</summary>
    public IReadOnlyList<IResponder> All { get; }

    /// <summary>The packet filter; null when it is not used.</summary>
    public PacketFilter? PacketFilter => _filter;

    /// <summary>Tells every channel that a question waits, with a link to the page where it is signed. A channel that does not take it keeps nobody waiting.</summary>
    /// <param name="question">The question.</param>
    /// <param name="about">What is asked.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task AskAsync(Guid question, ProposedAction about, CancellationToken cancellation)
    {
        foreach (var notify in All.OfType<Notify>())
            foreach (var channel in notify.Channels)
            {
                try
                {
                    await notify.AskAsync(channel, question, about, cancellation).ConfigureAwait(false);
                }
                catch (ResponderException)
                {
                    // The question waits in the console as well.
                }
            }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var responder in All.OfType<IDisposable>()) responder.Dispose();
        _filter?.Dispose();
    }

    static IPAddress Single(string text) => AddressForm.TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no address");
}
