using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Tests.Netfilter.Packets;

/// <summary>Actions and calls for tests.</summary>
static class Calls
{
    public static ProposedAction Block(string network, int seconds = 600) =>
        ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address(network)!, TimeSpan.FromSeconds(seconds), Guid.Empty, "test");

    public static ProposedAction Isolate(string host, int seconds = 600) =>
        ProposedAction.Of(ActionKind.IsolateHost, TargetForm.Host(host)!, TimeSpan.FromSeconds(seconds), Guid.Empty, "test");

    /// <summary>A call as the broker makes it: what was before is looked at first.</summary>
    public static async Task<ResponderCall> CallAsync(this IResponder responder, ProposedAction action)
    {
        Assert.Null(responder.Refuse(action));
        return new ResponderCall(action, await responder.ObserveAsync(action, default), "key", TimeProvider.System.GetUtcNow() + action.Lease);
    }
}
