using System.Globalization;
using Hoplite.Agents.Hunting;
using Hoplite.Guard.Actions;
using Hoplite.Response.Rehearsing;
using Hoplite.Server.Hosting;
using Hoplite.Store.Hunting;

namespace Hoplite.Server.Responses;

/// <summary>Looks in the telemetry that is kept for what an action would have touched.</summary>
/// <param name="platform">The platform.</param>
/// <param name="room">Where queries run.</param>
sealed class ImpactSearch(Platform platform, HuntRoom room)
{
    const int Most = 20;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks.</summary>
    public Impact Of(ProposedAction action, CancellationToken cancellation)
    {
        var until = platform.Time.GetUtcNow();
        var from = until - TimeSpan.FromDays(platform.Options.Response.ImpactDays);
        if (Where(action.Target) is not { } where) return new Impact(from, until, null, [], [], "telemetry cannot be asked for such a target");
        try
        {
            var options = new HuntOptions { From = from, Until = until, MaxRows = Most, Timeout = Patience };
            var count = room.Run($"events | {where} | summarize events = count()", options, cancellation);
            var machines = room.Run($"events | {where} | where isnotempty(host) | summarize events = count() by host | top {Most} by events", options, cancellation);
            var flows = room.Run($"events | {where} | where isnotempty(src_ip) and isnotempty(dst_ip) | summarize events = count() by src_ip, dst_ip | top {Most} by events", options, cancellation);
            return new Impact(from, until, count.Rows is [[long events]] ? events : 0, [.. machines.Rows.Select(r => Row(r, 1))], [.. flows.Rows.Select(r => Row(r, 2))], null);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return new Impact(from, until, null, [], [], "telemetry could not be searched in time");
        }
    }

    string? Where(ActionTarget target)
    {
        if (target is NamedTarget { Kind: TargetKind.Host } host && platform.Options.Response.Machines.FirstOrDefault(m => string.Equals(m.Key, host.Name, StringComparison.OrdinalIgnoreCase)).Value is { Count: > 0 } addresses)
            return EntityQuery.Of(host) + string.Concat(addresses.Select(a => TargetForm.Address(a)).OfType<AddressTarget>().Where(a => !a.IsWide).Select(a => $" or src_ip == \"{a.Text}\" or dst_ip == \"{a.Text}\""));
        return target switch
        {
            ProcessTarget process => EntityQuery.Of(process.Host),
            FileTarget file => EntityQuery.Of(file),
            _ => EntityQuery.Of(target),
        };
    }

    static Touched Row(object?[] row, int names) => new(string.Join(" → ", row.Where(v => v is string).Take(names)), row.OfType<long>().FirstOrDefault());
}
