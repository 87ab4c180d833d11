namespace Hoplite.Guard.Approvals;

/// <summary>A key with which a person says yes.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Id">Its id; of a passkey the credential id in base64url.</param>
public abstract record ApproverKey(string Person, string Id);

/// <summary>A key in a file of the person.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Id">The first 16 hex digits of SHA-256 of the public key.</param>
/// <param name="PublicKey">Ed25519, 32 bytes.</param>
public sealed record LocalApproverKey(string Person, string Id, ReadOnlyMemory<byte> PublicKey) : ApproverKey(Person, Id);

/// <summary>A passkey of the person.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Id">The credential id, in base64url.</param>
/// <param name="PublicKey">A COSE key (RFC 9052 §7).</param>
/// <param name="RelyingParty">The domain it is for.</param>
/// <param name="Origins">Where pages may come from that ask for it.</param>
public sealed record PasskeyApproverKey(string Person, string Id, ReadOnlyMemory<byte> PublicKey, string RelyingParty, IReadOnlyCollection<string> Origins) : ApproverKey(Person, Id);

/// <summary>Who may approve, by their keys.</summary>
public interface IApprovers
{
    /// <summary>The key with an id; null when nobody who may approve has it.</summary>
    ApproverKey? Find(string id);
}

/// <summary>Approvers that do not change.</summary>
/// <param name="keys">Their keys.</param>
public sealed class ApproverRing(params IEnumerable<ApproverKey> keys) : IApprovers
{
    readonly Dictionary<string, ApproverKey> _keys = keys.ToDictionary(k => k.Id, StringComparer.Ordinal);

    /// <summary>Nobody.</summary>
    public static ApproverRing Nobody { get; } = new();

    /// <inheritdoc />
    public ApproverKey? Find(string id) => _keys.GetValueOrDefault(id);
}
