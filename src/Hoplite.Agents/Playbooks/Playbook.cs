using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Playbooks;

/// <summary>What can be done about a kind of incident.</summary>
/// <param name="Id">Its name: small letters and dashes.</param>
/// <param name="Title">What it does, for people.</param>
/// <param name="Techniques">Techniques it is for; those below them too.</param>
/// <param name="Tactics">Tactics it is for.</param>
/// <param name="Always">Whether it fits every incident, after all others.</param>
/// <param name="From">From which verdict on it is proposed.</param>
/// <param name="Actions">What it does, in order.</param>
public sealed record Playbook(string Id, string Title, IReadOnlyList<string> Techniques, IReadOnlyList<string> Tactics, bool Always, Verdict From, IReadOnlyList<PlaybookAction> Actions);

/// <summary>An action of a playbook.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="To">To which of the things of an incident.</param>
/// <param name="Lease">For how long.</param>
public sealed record PlaybookAction(ActionKind Kind, PlaybookTarget To, TimeSpan Lease);

/// <summary>Which thing of an incident an action is for.</summary>
public enum PlaybookTarget
{
    /// <summary>The address outside that acted.</summary>
    OutsideActor,

    /// <summary>The address outside that was called.</summary>
    OutsideCalled,

    /// <summary>Any address outside.</summary>
    Outside,

    /// <summary>The domain that was asked for.</summary>
    Domain,

    /// <summary>The machine it happened on.</summary>
    Host,

    /// <summary>The account that acted.</summary>
    ActingAccount,

    /// <summary>The account that was acted upon.</summary>
    TargetAccount,

    /// <summary>The process.</summary>
    Process,

    /// <summary>The file, by its hash.</summary>
    File,

    /// <summary>The incident itself.</summary>
    Incident,
}
