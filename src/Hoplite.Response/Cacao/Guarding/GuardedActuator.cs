using System.Text.Json.Nodes;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Response.Broking;
using Hoplite.Response.Cacao.Running;
using Hoplite.Response.Deciding;

namespace Hoplite.Response.Cacao.Guarding;

/// <summary>Takes the OpenC2 commands of playbooks that are for this platform: through the gate, past people where they must be asked, to the broker.</summary>
/// <param name="gate">Decides.</param>
/// <param name="inbox">Asks people.</param>
/// <param name="broker">Acts.</param>
/// <param name="playbookOf">The name of the playbook of a run.</param>
public sealed class GuardedActuator(Gate gate, Inbox inbox, Broker broker, Func<Guid, string> playbookOf)
{
    const string Role = "playbook";

    /// <summary>Takes one.</summary>
    public async ValueTask<CommandResult> ActAsync(JsonObject command, CommandCall call)
    {
        Guard.Actions.ProposedAction action;
        try
        {
            var incident = call.Variables.TryGetValue("__incident__", out var text) && Guid.TryParse(text, out var id) ? id : Guid.Empty;
            action = ActionCommand.Read(command, incident, playbookOf(call.RunId));
        }
        catch (FormatException wrong)
        {
            return new CommandResult.Failed(wrong.Message);
        }

        var key = $"playbook:{call.Key}";
        if (broker.Book.ByKey(key) is { } known) return Of(new BrokerReceipt(known, null));
        if (inbox.Waited(key) is { State: not PendingState.Waiting and not PendingState.Approved } ended) return new CommandResult.Failed(ended.Note);
        if (broker.Book.Live.FirstOrDefault(r => r.Action.Kind == action.Kind && r.Action.Target == action.Target && r.State == ActionState.Active) is { } held)
            return new CommandResult.Done(new Dictionary<string, string>(), $"in effect already until {held.Expires:u}, by run {held.Id}");

        // Nobody vouches for where the values of a run come from, so that a person does.
        var request = new GateRequest(action, Principal.Agent(Role), Label.Unknown, Endorsement.None, FromModel: false);
        var decision = gate.Decide(request);
        if (decision.Capability is { } capability) return Of(await broker.ExecuteAsync(capability, key, CancellationToken.None).ConfigureAwait(false));
        if (decision.Outcome == GateOutcome.Denied) return new CommandResult.Failed($"the gate denies it: {string.Join(", ", decision.Reasons)}");
        var persons = decision.Outcome == GateOutcome.NeedsTwoApprovals ? 2 : 1;
        inbox.Wait(request, call.StepId, persons, key);
        return new CommandResult.WaitsForApproval($"{action.Traits.Name} {action.Target.Text} needs {(persons == 2 ? "two persons" : "a person")}");
    }

    static CommandResult Of(BrokerReceipt receipt) => receipt switch
    {
        { Refusal: { } refusal } => new CommandResult.Failed(refusal),
        { Run: { State: ActionState.Active } run } => new CommandResult.Done(new Dictionary<string, string>(), $"in effect until {run.Expires:u}, by run {run.Id}"),
        { Run: { State: ActionState.Done or ActionState.Undone or ActionState.Undoing } run } => new CommandResult.Done(new Dictionary<string, string>(), $"done by run {run.Id}"),
        { Run: { State: ActionState.Failed } run } => new CommandResult.Failed(run.Note),
        { Run: { } run } => new CommandResult.Unknown(run.Note.Length > 0 ? run.Note : "it is being done"),
        _ => new CommandResult.Failed("nothing was done"),
    };
}
