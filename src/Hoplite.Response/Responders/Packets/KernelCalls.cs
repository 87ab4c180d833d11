using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.Responders.Packets;

/// <summary>What the responders of the packet filter share: one way to fail, to wait for nothing, and to leave no table behind.</summary>
static class KernelCalls
{
    /// <summary>Does what the kernel answers at once.</summary>
    public static ValueTask Do(Action what)
    {
        try
        {
            what();
            return ValueTask.CompletedTask;
        }
        catch (NetfilterException wrong)
        {
            return ValueTask.FromException(new ResponderException(wrong.Message, wrong));
        }
        catch (ResponderException wrong)
        {
            return ValueTask.FromException(wrong);
        }
    }

    /// <summary>Asks what the kernel answers at once.</summary>
    public static ValueTask<T> Do<T>(Func<T> what)
    {
        try
        {
            return ValueTask.FromResult(what());
        }
        catch (NetfilterException wrong)
        {
            return ValueTask.FromException<T>(new ResponderException(wrong.Message, wrong));
        }
        catch (ResponderException wrong)
        {
            return ValueTask.FromException<T>(wrong);
        }
    }

    /// <summary>A reason not to act; that the kernel does not say is one.</summary>
    public static string? Try(Func<string?> what)
    {
        try
        {
            return what();
        }
        catch (NetfilterException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Why the kernel does not answer; null when it does.</summary>
    public static string? WhyUnreachable(PacketFilter filter) => Try(() =>
    {
        _ = filter.Use();
        return null;
    });

    /// <summary>What is left of a lease; the kernel counts it down by itself.</summary>
    public static TimeSpan Left(ResponderCall call, TimeProvider clock) =>
        call.Expires - clock.GetUtcNow() is var left && left >= TimeSpan.FromMilliseconds(1) ? left : throw new ResponderException("the lease was over before the action began");

    /// <summary>Whether all networks are in a list and the table has its rules.</summary>
    public static ValueTask<Effect> Verify(PacketFilter filter, FilterList list, IReadOnlyList<IPNetwork> networks)
    {
        try
        {
            return ValueTask.FromResult(filter.WhyIdle() is null && networks.Count > 0 && networks.All(n => filter.Find(list, n) is not null) ? Effect.Present : Effect.Absent);
        }
        catch (NetfilterException)
        {
            return ValueTask.FromResult(Effect.Unknown);
        }
    }

    /// <summary>Takes the table away when nothing is in it, unless it was there, with nothing in it, before.</summary>
    public static void Leave(PacketFilter filter, JsonObject before)
    {
        if (before["table"]?.GetValue<string>() != nameof(TableUse.Empty)) filter.RemoveIfEmpty();
    }

    /// <summary>The commands there and back, with those for the table where it is not there.</summary>
    public static IReadOnlyList<string> Rehearse(PacketFilter filter, IEnumerable<string> there, IEnumerable<string> back)
    {
        try
        {
            return filter.Use() == TableUse.Absent ? [.. FilterScript.Table, .. there, .. back, FilterScript.DeleteTable] : [.. there, .. back];
        }
        catch (NetfilterException wrong)
        {
            throw new ResponderException(wrong.Message, wrong);
        }
    }
}
