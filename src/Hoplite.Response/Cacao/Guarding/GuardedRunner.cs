using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Broking;
using Hoplite.Response.Cacao.Running;
using Hoplite.Response.Deciding;

namespace Hoplite.Response.Cacao.Guarding;

/// <summary>
/// Gives a command that can do anything - a script, a call to another system - only when people approved exactly this one: now, or by signing the
/// playbook it stands in.
/// </summary>
/// <param name="inner">Gives the command.</param>
/// <param name="gate">Decides.</param>
/// <param name="desk">Keeps approvals.</param>
/// <param name="inbox">Asks people.</param>
/// <param name="broker">Writes first, and knows whether everything is stopped.</param>
/// <param name="standing">What stands behind a run.</param>
public sealed class GuardedRunner(ICommandRunner inner, Gate gate, ApprovalDesk desk, Inbox inbox, Broker broker, Func<CommandCall, Standing> standing) : ICommandRunner
{
    const string Role = "playbook";

    /// <inheritdoc />
    public CommandKind Kind => inner.Kind;

    /// <summary>What a command is as an action: known by the digest of all that it does.</summary>
    public static ProposedAction ActionOf(CommandCall call, string playbook, Guid incident)
    {
        var text = CanonicalJson.Bytes(new JsonObject { ["kind"] = call.Command.Kind.ToString(), ["text"] = call.Command.Text, ["agent"] = call.Agent.Id, ["target"] = call.Target.Id, ["call"] = call.Key.ToString() });
        var lease = TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(call.Timeout.TotalSeconds), 1, 86_400));
        return ProposedAction.Of(ActionKind.RunCommand, TargetForm.Named(TargetKind.Named, $"command:{Convert.ToHexStringLower(SHA256.HashData(text))}")!, lease, incident, playbook);
    }

    /// <inheritdoc />
    public bool IsRepeatable(CommandCall call) => inner.IsRepeatable(call);

    /// <inheritdoc />
    public ValueTask<CommandResult?> LookUpAsync(CommandCall call, CancellationToken cancellation) => inner.LookUpAsync(call, cancellation);

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(CommandCall call) => inner.Rehearse(call);

    /// <inheritdoc />
    public async ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation)
    {
        var behind = standing(call);
        var incident = call.Variables.TryGetValue("__incident__", out var text) && Guid.TryParse(text, out var id) ? id : Guid.Empty;
        var action = ActionOf(call, behind.Playbook, incident);
        var key = $"playbook:{call.Key}";
        if (inbox.Waited(key) is { State: not PendingState.Waiting and not PendingState.Approved } ended) return new CommandResult.Failed(ended.Note);
        if (behind.Signers.Count > 0 && !desk.ApproveBySigners(action, behind.Signers, behind.Digest)) return new CommandResult.Failed("the ledger could not be written, so nothing was done");
        var request = new GateRequest(action, Principal.Agent(Role), Label.Unknown, Endorsement.None, FromModel: false);
        var decision = gate.Decide(request);
        if (decision.Capability is { } capability) return await broker.GiveAsync(capability, key, inner, call, cancellation).ConfigureAwait(false);
        if (decision.Outcome == GateOutcome.Denied) return new CommandResult.Failed($"the gate denies it: {string.Join(", ", decision.Reasons)}");
        inbox.Wait(request, string.Join(' ', inner.Rehearse(call)), decision.Outcome == GateOutcome.NeedsTwoApprovals ? 2 : 1, key);
        return new CommandResult.WaitsForApproval("a person must approve the command");
    }
}

/// <summary>What stands behind a command.</summary>
/// <param name="Playbook">The playbook, by a name the gate takes.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex digits.</param>
/// <param name="Signers">Those who signed it and are trusted; none when nobody did.</param>
public sealed record Standing(string Playbook, string Digest, IReadOnlyCollection<string> Signers);
