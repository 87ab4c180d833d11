using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Approvals;

/// <summary>A question to people: may this very action be done?</summary>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="Digest">The digest of the action.</param>
/// <param name="Incident">Because of which incident.</param>
/// <param name="Nonce">128 random bits; whoever answers signs them.</param>
/// <param name="Expires">Until when it can be answered.</param>
/// <param name="Text">What people read: made of the action itself, never of text of the evidence.</param>
public sealed record ApprovalRequest(Guid Id, string Digest, Guid Incident, string Nonce, DateTimeOffset Expires, string Text)
{
    /// <summary>What a person signs to say yes: the canonical form (RFC 8785) of the question with all that makes it this one.</summary>
    public byte[] Statement() => CanonicalJson.Bytes(new JsonObject
    {
        ["answer"] = "approve",
        ["digest"] = Digest,
        ["expires"] = Expires.ToUnixTimeMilliseconds(),
        ["incident"] = Incident.ToString(),
        ["nonce"] = Nonce,
        ["request"] = Id.ToString(),
        ["text"] = Text,
    });

    /// <summary>SHA-256 of the statement: the challenge of a passkey.</summary>
    public byte[] Challenge() => SHA256.HashData(Statement());
}

/// <summary>A yes of one person to one action.</summary>
/// <param name="Request">The question.</param>
/// <param name="Digest">The digest of the action.</param>
/// <param name="Person">Who.</param>
/// <param name="Given">When.</param>
public sealed record Approval(Guid Request, string Digest, string Person, DateTimeOffset Given);

/// <summary>A question that nobody should say yes to, to see whether people read what they approve.</summary>
/// <param name="Request">The question.</param>
/// <param name="Action">What it asks for.</param>
public sealed record TestQuestion(ApprovalRequest Request, ProposedAction Action);
