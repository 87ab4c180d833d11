using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using Hoplite.Guard.Approvals;

namespace Hoplite.Guard.Tests.Approvals;

/// <summary>An authenticator in software, which can be made to lie in each way there is.</summary>
sealed class SoftPasskey : IDisposable
{
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SoftPasskey(string person)
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (name, number) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(name);
            cose.WriteInt32(number);
        }

        foreach (var (name, bytes) in new[] { (-2, point.X!), (-3, point.Y!) })
        {
            cose.WriteInt32(name);
            cose.WriteByteString(bytes);
        }

        cose.WriteEndMap();
        Public = new PasskeyApproverKey(person, Base64Url.EncodeToString(SHA256.HashData(point.X!)), cose.Encode(), "hoplite.example", ["https://hoplite.example"]);
    }

    public PasskeyApproverKey Public { get; }

    public PasskeyProof Sign(ApprovalRequest request, string type = "webauthn.get", string origin = "https://hoplite.example", string site = "hoplite.example", byte flags = 0b101, bool crossOrigin = false)
    {
        var client = Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","challenge":"{{Base64Url.EncodeToString(request.Challenge())}}","origin":"{{origin}}","crossOrigin":{{(crossOrigin ? "true" : "false")}}}""");
        byte[] said = [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), flags, 0, 0, 0, 1];
        byte[] signed = [.. said, .. SHA256.HashData(client)];
        return new PasskeyProof(Public.Id, client, said, _key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public void Dispose() => _key.Dispose();
}
