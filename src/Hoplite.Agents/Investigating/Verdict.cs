using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Investigating;

/// <summary>What an incident is, in the order of seriousness; the ratchet goes by that order.</summary>
[CrossingType("a closed list")]
public enum Verdict
{
    /// <summary>There is an explanation that people or rules have given before.</summary>
    BenignExplained,

    /// <summary>What is known does not decide it.</summary>
    Undetermined,

    /// <summary>It looks like an attack; a person should look.</summary>
    Suspicious,

    /// <summary>It is an attack as far as can be told.</summary>
    Malicious,
}

/// <summary>Who gave a verdict.</summary>
[CrossingType("a closed list")]
public enum VerdictSource
{
    /// <summary>Rules alone; no model was asked.</summary>
    Rules,

    /// <summary>Rules, and a model raised it.</summary>
    Model,

    /// <summary>Rules, because the models that were asked gave no usable answer.</summary>
    Fallback,
}

/// <summary>Kinds of steps of an investigation; each only reads.</summary>
[CrossingType("a closed list")]
public enum StepKind
{
    /// <summary>Read the findings.</summary>
    ReadFindings,

    /// <summary>Find hosts, accounts and addresses.</summary>
    FindScope,

    /// <summary>Look what else happened on a host at that time.</summary>
    LookAround,

    /// <summary>Look where else an address, account or hash was seen.</summary>
    FollowEntity,

    /// <summary>Look whether failed logons were followed by a successful one.</summary>
    CheckSuccess,

    /// <summary>Look for earlier incidents like this one.</summary>
    LookBack,

    /// <summary>Ask what threat intelligence makes of addresses, domains and files.</summary>
    AskIntelligence,

    /// <summary>Confirm the targets of a response.</summary>
    ConfirmTargets,

    /// <summary>Ask a model to read a document.</summary>
    AskExtractor,

    /// <summary>Ask a model to choose among playbooks.</summary>
    AskSelector,

    /// <summary>Ask a model for prose.</summary>
    AskNarrator,

    /// <summary>Rank responses.</summary>
    Propose,
}
