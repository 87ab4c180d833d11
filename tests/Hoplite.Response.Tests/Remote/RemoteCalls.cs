using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Tests.Remote;

/// <summary>Actions and calls for tests.</summary>
static class RemoteCalls
{
    public static readonly Guid Incident = Guid.Parse("0192f3a1-0000-7000-8000-00000000abcd");

    public static ProposedAction Tell(string channel) => ProposedAction.Of(ActionKind.Notify, TargetForm.Named(TargetKind.Named, channel)!, TimeSpan.Zero, Incident, "tell-people");

    public static ProposedAction Block(string network, int seconds = 600) => ProposedAction.Of(ActionKind.BlockAddress, TargetForm.Address(network)!, TimeSpan.FromSeconds(seconds), Incident, "block-scanner");

    public static ProposedAction Disable(string account) => ProposedAction.Of(ActionKind.DisableAccount, TargetForm.Account(account)!, TimeSpan.FromMinutes(10), Incident, "lock-account");

    /// <summary>A call as the broker makes it: what was before is looked at first.</summary>
    public static async Task<ResponderCall> RemoteCallAsync(this IResponder responder, ProposedAction action, string key = "decision:1")
    {
        Assert.Null(responder.Refuse(action));
        return new ResponderCall(action, await responder.ObserveAsync(action, default), key, TimeProvider.System.GetUtcNow() + action.Lease);
    }

    public static string? Secret(string reference) => reference switch { "env:TOKEN" => "t0p-secret", "env:PASSWORD" => "pa55", _ => null };
}
