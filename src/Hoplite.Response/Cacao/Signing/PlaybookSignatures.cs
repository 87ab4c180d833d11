using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao.Signing;

/// <summary>Checks the signatures of playbooks (JSS, CACAO 2.0 §9).</summary>
public static class PlaybookSignatures
{
    const int MaxSignatures = 64;
    const int MaxNesting = 8;

    /// <summary>
    /// A verdict on every signature, in order; those inside others come right after them. A signature may cover the playbook alone, or the
    /// playbook together with all signatures before it; then it counter-signs these.
    /// </summary>
    /// <param name="playbook">The playbook as it was read.</param>
    /// <param name="keys">Whose signatures count.</param>
    /// <param name="now">At which time, UTC.</param>
    public static IReadOnlyList<SignatureVerdict> Verify(JsonObject playbook, TrustedKeys keys, DateTimeOffset now)
    {
        if (playbook["signatures"] is not JsonArray all) return [];
        var verdicts = new List<SignatureVerdict>();
        var earlier = new List<JsonObject>();
        foreach (var item in all.Take(MaxSignatures))
        {
            if (item is not JsonObject signature)
            {
                verdicts.Add(new SignatureVerdict("", "", SignatureState.Unsupported, null, 0, "this is no signature"));
                continue;
            }

            var own = JssText.Without(signature, "value", "signature");
            verdicts.Add(Judge(playbook, signature, keys, now, [own], [.. earlier, own], earlier.Count));
            Nested(playbook, signature, keys, now, verdicts, 1);
            earlier.Add(signature);
        }

        return verdicts;
    }

    /// <summary>Whether any signature is of a trusted key and valid now.</summary>
    public static bool IsTrusted(JsonObject playbook, TrustedKeys keys, DateTimeOffset now) => Verify(playbook, keys, now).Any(v => v.State == SignatureState.Trusted);

    // A signature inside another covers the playbook and the other one, its value included.
    static void Nested(JsonObject playbook, JsonObject outer, TrustedKeys keys, DateTimeOffset now, List<SignatureVerdict> verdicts, int depth)
    {
        if (outer["signature"] is not JsonObject inner || depth > MaxNesting) return;
        var covered = JssText.Without(outer, "signature");
        covered["signature"] = JssText.Without(inner, "value", "signature");
        verdicts.Add(Judge(playbook, inner, keys, now, [covered], null, 1));
        Nested(playbook, inner, keys, now, verdicts, depth + 1);
    }

    static SignatureVerdict Judge(JsonObject playbook, JsonObject signature, TrustedKeys keys, DateTimeOffset now, JsonObject[] alone, JsonObject[]? together, int before)
    {
        string Text(string name) => signature[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        SignatureVerdict Say(SignatureState state, string sentence, string? key = null, int counters = 0) => new(Text("id"), Text("signee"), state, key, counters, sentence);

        var (info, problem) = KeyOf(signature, keys);
        if (info is null) return Say(SignatureState.Unsupported, problem);
        if (JssText.ReadUrl(Text("value")) is not { } value) return Say(SignatureState.Wrong, "its value is not written as Base64 for URLs");
        if (JssText.Of(playbook, alone, Text("hash_algorithm")) is not { } text) return Say(SignatureState.Unsupported, $"the hash algorithm {Text("hash_algorithm")} is not known");
        var counters = together is null ? before : 0;
        var right = SignatureAlgorithms.Verify(Text("algorithm"), info, text, value);
        if (right is null) return Say(SignatureState.Unsupported, $"the algorithm {Text("algorithm")} is not known, or the key is not one for it");
        if (right == false && together is { Length: > 1 })
        {
            right = SignatureAlgorithms.Verify(Text("algorithm"), info, JssText.Of(playbook, together, Text("hash_algorithm"))!, value);
            counters = before;
        }

        if (right != true) return Say(SignatureState.Wrong, "the playbook or the signature was altered after signing");
        if (Text("related_to") != Of(playbook, "id") || Text("related_version") != Of(playbook, "modified")) return Say(SignatureState.Wrong, "it belongs to another playbook or another version");
        if (keys.Find(TrustedKey.ThumbprintOf(info)) is not { } trusted) return Say(SignatureState.Untrusted, "it is right, but its key is not among the trusted keys", null, counters);
        if (signature["revoked"] is JsonValue flag && flag.TryGetValue<bool>(out var revoked) && revoked) return Say(SignatureState.Revoked, "whoever signed has taken the signature back", trusted.Name, counters);
        return Time(Text("valid_from")) > now || Time(Text("valid_until")) <= now
            ? Say(SignatureState.NotValidNow, "it is right, but not valid at this time", trusted.Name, counters)
            : Say(SignatureState.Trusted, counters > 0 ? $"it is right and covers {counters} earlier signatures" : "it is right", trusted.Name, counters);
    }

    static (byte[]? Info, string Problem) KeyOf(JsonObject signature, TrustedKeys keys)
    {
        try
        {
            if (signature["public_key"] is JsonValue given && given.TryGetValue<string>(out var key)) return (Convert.FromBase64String(key), "");
            if (signature["public_cert_chain"] is JsonArray { Count: > 0 } chain && chain[0] is JsonValue first && first.TryGetValue<string>(out var leaf))
            {
                using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(leaf));
                return (certificate.PublicKey.ExportSubjectPublicKeyInfo(), "");
            }

            if (signature["thumbprint"] is JsonValue named && named.TryGetValue<string>(out var thumbprint))
                return keys.Find(thumbprint.ToLowerInvariant()) is { } trusted ? (trusted.Info.ToArray(), "") : (null, "its key is only named, and not among the trusted keys");
            return (null, "it brings no key; keys are not fetched from elsewhere");
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return (null, "the key in it cannot be read");
        }
    }

    static string Of(JsonObject playbook, string name) => playbook[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    static DateTimeOffset? Time(string text)
    {
        if (text.Length == 0) return null;
        var value = JsonSerializer.SerializeToElement(new JsonObject { ["t"] = text });
        try
        {
            return value.Time("t");
        }
        catch (InvalidDataException)
        {
            return DateTimeOffset.MinValue;
        }
    }
}
