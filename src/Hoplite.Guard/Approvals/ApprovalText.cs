using System.Globalization;
using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Approvals;

/// <summary>What people read before they approve: the action and nothing else, so that nobody can write it for them.</summary>
public static class ApprovalText
{
    /// <summary>One sentence and the digest.</summary>
    public static string Of(ProposedAction action) =>
        $"{Verb(action.Kind)} {Noun(action.Target)} {action.Target.Text}{For(action.Lease)} because of incident {action.Incident}, by playbook {action.Playbook}. Digest {action.Digest}.";

    static string For(TimeSpan lease) => lease == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $" for {(long)lease.TotalSeconds} seconds");

    static string Noun(ActionTarget target) => target.Kind switch
    {
        TargetKind.Address => target.IsWide ? "the network" : "the address",
        TargetKind.Domain => "the domain",
        TargetKind.Host => "the machine",
        TargetKind.Account => "the account",
        TargetKind.Process => "the process",
        TargetKind.File => "the file",
        TargetKind.Service => "the service",
        TargetKind.Mail => "the messages",
        _ => "the item",
    };

    static string Verb(ActionKind kind) => kind switch
    {
        ActionKind.Read => "Look at",
        ActionKind.Notify => "Tell",
        ActionKind.BlockAddress => "Block",
        ActionKind.SinkholeDomain => "Answer with nothing for",
        ActionKind.KillProcess => "End",
        ActionKind.SuspendProcess => "Stop",
        ActionKind.QuarantineFile or ActionKind.QuarantineMail => "Put in quarantine",
        ActionKind.RestartService => "Restart",
        ActionKind.RunCommand => "Run",
        ActionKind.IsolateHost or ActionKind.IsolateServer => "Cut off the network",
        ActionKind.DisableAccount or ActionKind.DisableAdmin => "Lock",
        ActionKind.ApplyPatch => "Patch",
        ActionKind.WriteRule => "Change the rule",
        ActionKind.AllowList => "Never again act against",
        ActionKind.ChangePolicy => "Change the policy",
        ActionKind.CloseAlert => "Close",
        ActionKind.SuppressAlert => "Hide findings of",
        ActionKind.LowerSeverity => "Call less serious",
        ActionKind.MergeIncident => "Merge away",
        ActionKind.DeleteEvidence => "Delete the evidence of",
        ActionKind.ShortenRetention => "Keep for a shorter time",
        ActionKind.DropSensor => "No longer listen to",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of action"),
    };
}
