using Hoplite.Guard.Gating;

namespace Hoplite.Response.Deciding;

/// <summary>An action that waits for people.</summary>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="Request">What the gate will be asked again.</param>
/// <param name="Title">What its playbook does.</param>
/// <param name="Persons">How many persons must approve.</param>
/// <param name="State">Where it is.</param>
/// <param name="Created">Since when it waits.</param>
/// <param name="Note">What came of it, in one sentence.</param>
/// <param name="Run">The run it became; null while it has not.</param>
/// <param name="Key">The same for every try at the same effect.</param>
public sealed record PendingProposal(Guid Id, GateRequest Request, string Title, int Persons, PendingState State, DateTimeOffset Created, string Note = "", Guid? Run = null, string Key = "")
{
    /// <summary>The key under which the broker knows it.</summary>
    public string BrokerKey => Key.Length > 0 ? Key : $"proposal:{Id}";
}

/// <summary>Where a proposal is.</summary>
public enum PendingState
{
    /// <summary>It waits for people.</summary>
    Waiting,

    /// <summary>People approved it, and it was given to the broker.</summary>
    Approved,

    /// <summary>A person refused it.</summary>
    Denied,

    /// <summary>Nobody decided within a day.</summary>
    Expired,

    /// <summary>The gate no longer allows it, whoever approves.</summary>
    Refused,
}
