namespace Hoplite.Guard.Approvals;

/// <summary>A question to people: may this very action be done?</summary>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="Digest">The digest of the action.</param>
/// <param name="Incident">Because of which incident.</param>
/// <param name="Nonce">128 random bits; whoever answers shows them.</param>
/// <param name="Expires">Until when it can be answered.</param>
/// <param name="Text">What people read: made of the action itself, never of text of the evidence.</param>
public sealed record ApprovalRequest(Guid Id, string Digest, Guid Incident, string Nonce, DateTimeOffset Expires, string Text);

/// <summary>A yes of one person to one action.</summary>
/// <param name="Request">The question.</param>
/// <param name="Digest">The digest of the action.</param>
/// <param name="Person">Who.</param>
/// <param name="Given">When.</param>
public sealed record Approval(Guid Request, string Digest, string Person, DateTimeOffset Given);
