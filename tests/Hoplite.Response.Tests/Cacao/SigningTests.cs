using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Cacao.Signing;
using Hoplite.Tests;
using NSec.Cryptography;

namespace Hoplite.Response.Tests.Cacao;

public class SigningTests
{
    static readonly DateTimeOffset InTime = new(2023, 3, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly Signee Ada = new("identity--00000000-0000-4000-8000-000000000001", "Ada");

    static JsonObject Plain => Book.Json(Book.Id("action", 1), steps: Book.Bash(1, "true"));

    static PlaybookSigner Signer(string algorithm) => algorithm switch
    {
        "ES256" => PlaybookSigner.P256(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        "Ed25519" => PlaybookSigner.Ed25519(Key.Create(SignatureAlgorithm.Ed25519)),
        _ => PlaybookSigner.Rsa(RSA.Create(2048), algorithm),
    };

    static TrustedKeys Ring(params PlaybookSigner[] signers) => new(signers.Select((s, i) => new TrustedKey($"key {i}", s.Info)));

    static (JsonObject Signed, TrustedKeys Keys) Example()
    {
        var text = File.ReadAllText(SharedData.Require("soar/cacao-oasis/Examples/CACAO-2.0/signature-example-rsa.md"));
        var blocks = text.Split("```json").Skip(1).Select(b => b.Split("```")[0]);
        var signed = blocks.Select(b => JsonNode.Parse(b)!.AsObject()).Last(o => o["signatures"] is JsonArray { Count: 1 } all && all[0]!["value"] is not null && all[0]!["value"]!.ToString() != "some signature");
        var pem = text[text.IndexOf("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal)..];
        return (signed, new TrustedKeys([TrustedKey.FromPem("example", pem[..(pem.IndexOf("-----END PUBLIC KEY-----", StringComparison.Ordinal) + 24)])]));
    }

    [Fact]
    public void The_example_of_OASIS_is_verified()
    {
        var (signed, keys) = Example();
        Assert.Equal(SignatureState.Trusted, Assert.Single(PlaybookSignatures.Verify(signed, keys, InTime)).State);
        Assert.Equal(SignatureState.Untrusted, Assert.Single(PlaybookSignatures.Verify(signed, TrustedKeys.None, InTime)).State);
        Assert.Equal(SignatureState.NotValidNow, Assert.Single(PlaybookSignatures.Verify(signed, keys, Book.Now)).State);
        Assert.Equal(SignatureState.NotValidNow, Assert.Single(PlaybookSignatures.Verify(signed, keys, InTime.AddYears(-1))).State);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("ES256")]
    [InlineData("Ed25519")]
    public void What_was_signed_is_trusted_only_by_whoever_has_the_key(string algorithm)
    {
        using var signer = Signer(algorithm);
        var signed = signer.Sign(Plain, Ada, Book.Now);
        Assert.Equal(SignatureState.Trusted, Assert.Single(PlaybookSignatures.Verify(signed, Ring(signer), Book.Now)).State);
        Assert.Equal(SignatureState.Untrusted, Assert.Single(PlaybookSignatures.Verify(signed, TrustedKeys.None, Book.Now)).State);
        Assert.Empty(Hoplite.Response.Cacao.PlaybookReader.Read(Encoding.UTF8.GetBytes(signed.ToJsonString()), "x").Problems);
    }

    [Fact]
    public void Any_altered_byte_undoes_a_signature()
    {
        using var signer = Signer("Ed25519");
        var keys = Ring(signer);
        var bytes = CanonicalJson.Bytes(signer.Sign(Plain, Ada, Book.Now));
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Where(c => bytes[c.Item1] != c.Item2).Sample(change =>
        {
            var altered = bytes.ToArray();
            altered[change.Item1] = change.Item2;
            JsonObject? read = null;
            try
            {
                _ = CanonicalJson.Bytes(altered);
                read = JsonNode.Parse(altered) as JsonObject;
            }
            catch (Exception wrong) when (wrong is InvalidDataException or System.Text.Json.JsonException or ArgumentException)
            {
                return;
            }

            Assert.False(read is not null && PlaybookSignatures.IsTrusted(read, keys, Book.Now), Encoding.UTF8.GetString(altered));
        }, iter: 5000);
    }

    [Fact]
    public void Several_signatures_stand_side_by_side_and_a_counter_signature_covers_those_before_it()
    {
        using var first = Signer("ES256");
        using var second = Signer("RS256");
        using var third = Signer("Ed25519");
        var signed = third.Sign(second.Sign(first.Sign(Plain, Ada, Book.Now), Ada, Book.Now), Ada, Book.Now, counterSign: true);
        var verdicts = PlaybookSignatures.Verify(signed, Ring(first, second, third), Book.Now);
        Assert.All(verdicts, v => Assert.Equal(SignatureState.Trusted, v.State));
        Assert.Equal([0, 0, 2], verdicts.Select(v => v.Counters));

        // Without the signatures it covers, the counter-signature is one of another text.
        signed["signatures"]!.AsArray().RemoveAt(0);
        Assert.Equal([SignatureState.Trusted, SignatureState.Wrong], PlaybookSignatures.Verify(signed, Ring(first, second, third), Book.Now).Select(v => v.State));
    }

    [Fact]
    public void A_signature_inside_another_is_verified_over_the_other()
    {
        using var outer = Signer("ES256");
        using var inner = RSA.Create(2048);
        var signed = outer.Sign(Plain, Ada, Book.Now);
        var signature = signed["signatures"]![0]!.AsObject();
        using var witness = PlaybookSigner.Rsa(inner);
        var counter = witness.Sign(Plain, Ada, Book.Now)["signatures"]![0]!.DeepClone().AsObject();
        var covered = JssText.Without(signature);
        covered["signature"] = JssText.Without(counter, "value");
        counter["value"] = System.Buffers.Text.Base64Url.EncodeToString(inner.SignData(JssText.Of(signed, [covered], "sha-256")!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        signature["signature"] = counter;
        Assert.Equal([SignatureState.Trusted, SignatureState.Trusted], PlaybookSignatures.Verify(signed, Ring(outer, witness), Book.Now).Select(v => v.State));
        signature["value"] = signature["value"]!.ToString()[..^2] + "AA";
        Assert.DoesNotContain(PlaybookSignatures.Verify(signed, Ring(outer, witness), Book.Now), v => v.State == SignatureState.Trusted);
    }

    [Fact]
    public void A_signature_around_another_covers_it()
    {
        using var inner = Signer("Ed25519");
        using var key = RSA.Create(2048);
        using var outer = PlaybookSigner.Rsa(key);
        var signed = inner.Sign(Plain, Ada, Book.Now);
        var counter = outer.Sign(Plain, Ada, Book.Now)["signatures"]![0]!.DeepClone().AsObject();
        counter["signature"] = signed["signatures"]![0]!.DeepClone();
        counter["value"] = System.Buffers.Text.Base64Url.EncodeToString(key.SignData(JssText.Of(Plain, [JssText.Without(counter, "value")], "sha-256")!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        signed["signatures"] = new JsonArray(counter);
        var verdicts = PlaybookSignatures.Verify(signed, Ring(outer, inner), Book.Now);
        Assert.Equal([(SignatureState.Trusted, 1), (SignatureState.Trusted, 0)], verdicts.Select(v => (v.State, v.Counters)));
        counter["signature"]!["signee"] = "Eve";
        Assert.DoesNotContain(PlaybookSignatures.Verify(signed, Ring(outer, inner), Book.Now), v => v.State == SignatureState.Trusted);
    }

    [Fact]
    public void A_key_may_be_named_by_its_thumbprint_and_a_value_may_be_padded()
    {
        using var key = RSA.Create(2048);
        using var signer = PlaybookSigner.Rsa(key);
        foreach (var thumbprint in new[] { Convert.ToHexString(SHA256.HashData(signer.Info.Span)), System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(signer.Info.Span)) })
        {
            var signed = signer.Sign(Plain, Ada, Book.Now);
            var signature = signed["signatures"]![0]!.AsObject();
            signature.Remove("public_key");
            signature["thumbprint"] = thumbprint;
            var value = System.Buffers.Text.Base64Url.EncodeToString(key.SignData(JssText.Of(signed, [JssText.Without(signature, "value")], "sha-256")!, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            foreach (var (padding, state) in new[] { ("", SignatureState.Trusted), ("==", SignatureState.Trusted), ("=", SignatureState.Wrong), ("====", SignatureState.Wrong) })
            {
                signature["value"] = value + padding;
                Assert.Equal(state, Assert.Single(PlaybookSignatures.Verify(signed, Ring(signer), Book.Now)).State);
            }

            Assert.Equal(SignatureState.Unsupported, Assert.Single(PlaybookSignatures.Verify(signed, TrustedKeys.None, Book.Now)).State);
        }
    }

    [Fact]
    public void A_signature_that_was_taken_back_or_has_expired_or_belongs_elsewhere_does_not_count()
    {
        using var signer = Signer("ES256");
        var keys = Ring(signer);
        var signed = signer.Sign(Plain, Ada with { ValidUntil = Book.Now.AddDays(1) }, Book.Now);
        Assert.True(PlaybookSignatures.IsTrusted(signed, keys, Book.Now));
        Assert.False(PlaybookSignatures.IsTrusted(signed, keys, Book.Now.AddDays(2)));
        Assert.False(PlaybookSignatures.IsTrusted(signed, keys, Book.Now.AddDays(-2)));
        var other = Plain;
        other["id"] = Book.Id("playbook", 2);
        other["signatures"] = signed["signatures"]!.DeepClone();
        Assert.Equal(SignatureState.Wrong, Assert.Single(PlaybookSignatures.Verify(other, keys, Book.Now)).State);
    }

    [Theory]
    [InlineData("algorithm", "none", SignatureState.Unsupported)]
    [InlineData("hash_algorithm", "md5", SignatureState.Unsupported)]
    [InlineData("public_key", "AAAA", SignatureState.Unsupported)]
    [InlineData("public_key", "not base64!", SignatureState.Unsupported)]
    [InlineData("value", "a+b/", SignatureState.Wrong)]
    [InlineData("value", "", SignatureState.Wrong)]
    public void What_is_not_known_is_never_taken_for_right(string member, string value, SignatureState state)
    {
        using var signer = Signer("ES256");
        var signed = signer.Sign(Plain, Ada, Book.Now);
        signed["signatures"]![0]![member] = value;
        Assert.Equal(state, Assert.Single(PlaybookSignatures.Verify(signed, Ring(signer), Book.Now)).State);
    }
}
