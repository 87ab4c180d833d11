namespace Hoplite.Guard.Approvals;

/// <summary>Proves that the owner of a key says yes to one question.</summary>
/// <param name="KeyId">Which key.</param>
public abstract record ApprovalProof(string KeyId)
{
    internal abstract bool Proves(ApprovalRequest request, ApproverKey key);
}

/// <summary>A signature by a key in a file.</summary>
/// <param name="KeyId">Which key.</param>
/// <param name="Signature">Ed25519 over the statement, 64 bytes.</param>
public sealed record LocalProof(string KeyId, ReadOnlyMemory<byte> Signature) : ApprovalProof(KeyId)
{
    internal override bool Proves(ApprovalRequest request, ApproverKey key) =>
        key is LocalApproverKey local && NSec.Cryptography.PublicKey.TryImport(NSec.Cryptography.SignatureAlgorithm.Ed25519, local.PublicKey.Span, NSec.Cryptography.KeyBlobFormat.RawPublicKey, out var known)
        && NSec.Cryptography.SignatureAlgorithm.Ed25519.Verify(known!, request.Statement(), Signature.Span);
}

/// <summary>What an authenticator says (Web Authentication Level 2 §7.2).</summary>
/// <param name="KeyId">The credential id, in base64url.</param>
/// <param name="ClientData">The bytes of <c>clientDataJSON</c>.</param>
/// <param name="AuthenticatorData">The bytes of <c>authenticatorData</c>.</param>
/// <param name="Signature">The signature.</param>
public sealed record PasskeyProof(string KeyId, ReadOnlyMemory<byte> ClientData, ReadOnlyMemory<byte> AuthenticatorData, ReadOnlyMemory<byte> Signature) : ApprovalProof(KeyId)
{
    internal override bool Proves(ApprovalRequest request, ApproverKey key) => key is PasskeyApproverKey passkey && PasskeyAssertion.IsValid(this, passkey, request.Challenge());
}
