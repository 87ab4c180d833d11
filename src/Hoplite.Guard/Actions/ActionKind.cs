using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Actions;

/// <summary>Everything that can be done. The list is closed: what is not on it cannot be asked for.</summary>
[CrossingType("a closed list")]
public enum ActionKind
{
    /// <summary>Look, without any effect.</summary>
    Read,

    /// <summary>Tell people at a place an operator named: by mail, in a chat, by a ticket.</summary>
    Notify,

    /// <summary>Block an address outside at the edge.</summary>
    BlockAddress,

    /// <summary>Answer a name with nothing.</summary>
    SinkholeDomain,

    /// <summary>End a process.</summary>
    KillProcess,

    /// <summary>Stop a process without ending it.</summary>
    SuspendProcess,

    /// <summary>Move a file where it cannot run.</summary>
    QuarantineFile,

    /// <summary>Restart a service.</summary>
    RestartService,

    /// <summary>Cut a workstation off the network.</summary>
    IsolateHost,

    /// <summary>Lock an ordinary account.</summary>
    DisableAccount,

    /// <summary>Take delivered mail out of mailboxes.</summary>
    QuarantineMail,

    /// <summary>Run a command of a playbook, known by its digest, for at most the length of the lease.</summary>
    RunCommand,

    /// <summary>Cut a server off the network.</summary>
    IsolateServer,

    /// <summary>Lock an account with high rights.</summary>
    DisableAdmin,

    /// <summary>Change software.</summary>
    ApplyPatch,

    /// <summary>Change what is detected.</summary>
    WriteRule,

    /// <summary>Take something out of detection and response for good.</summary>
    AllowList,

    /// <summary>Change what the gate allows.</summary>
    ChangePolicy,

    /// <summary>Close an incident.</summary>
    CloseAlert,

    /// <summary>Hide findings.</summary>
    SuppressAlert,

    /// <summary>Call an incident less serious.</summary>
    LowerSeverity,

    /// <summary>Let an incident vanish in another.</summary>
    MergeIncident,

    /// <summary>Delete evidence.</summary>
    DeleteEvidence,

    /// <summary>Keep evidence for a shorter time.</summary>
    ShortenRetention,

    /// <summary>No longer listen to a sensor.</summary>
    DropSensor,
}
