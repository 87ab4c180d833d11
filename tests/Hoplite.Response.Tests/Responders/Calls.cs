using Hoplite.Guard.Actions;
using Hoplite.Response.Responders;
using Hoplite.Response.Responders.Local;
using Hoplite.Response.Tests.Broking;

namespace Hoplite.Response.Tests.Responders;

/// <summary>Actions and calls for tests.</summary>
static class Calls
{
    public static NamedTarget Here => TargetForm.Host(ThisMachine.Name)!;

    public static ProposedAction Of(ActionKind kind, ActionTarget target, int minutes = 60) => ProposedAction.Of(kind, target, TimeSpan.FromMinutes(minutes), Site.Incident, "test");

    /// <summary>A call as the broker makes it: what was before is looked at first.</summary>
    public static async Task<ResponderCall> CallAsync(this IResponder responder, ProposedAction action)
    {
        Assert.Null(responder.Refuse(action));
        return new ResponderCall(action, await responder.ObserveAsync(action, TestContext.Current.CancellationToken), "key", TimeProvider.System.GetUtcNow() + action.Lease);
    }
}
