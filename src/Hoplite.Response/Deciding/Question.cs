using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Response.Broking;

namespace Hoplite.Response.Deciding;

/// <summary>A question to people, as the list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Title">What its playbook does.</param>
/// <param name="Persons">How many persons must approve.</param>
/// <param name="Created">Since when it waits.</param>
public sealed record Question(Guid Id, ProposedAction Action, string Title, int Persons, DateTimeOffset Created);

/// <summary>What came of a yes.</summary>
/// <param name="Answer">Whether it counts.</param>
/// <param name="Receipt">What the broker did; null when it was not asked, because another person is needed or the yes does not count.</param>
public sealed record Answered(ApprovalAnswer Answer, BrokerReceipt? Receipt);
