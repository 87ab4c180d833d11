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
            verdicts.Add(Judge(playbook, signature, keys, now, [new([own], 0), new([.. earlier, own], earlier.Count), .. Around(signature, earlier.Count)]));
            Nested(playbook, signature, keys, now, verdicts, 1);
            earlier.Add(signature);
        }

        return verdicts;
    }

    /// <summary>Whether any signature is of a trusted key and valid now.</summary>
    public static bool IsTrusted(JsonObject playbook, TrustedKeys keys, DateTimeOffset now) => Verify(playbook, keys, now).Any(v => v.State == SignatureState.Trusted);

    // A signature inside another is made over the playbook and the other one, its value included. X.590 can also be read the other way round:
    // the outer one is made over the inner one, which is over the playbook alone. Either way the whole playbook is covered, so both are taken.
    static void Nested(JsonObject playbook, JsonObject outer, TrustedKeys keys, DateTimeOffset now, List<SignatureVerdict> verdicts, int depth)
    {
        if (outer["signature"] is not JsonObject inner || depth > MaxNesting) return;
        var own = JssText.Without(inner, "value", "signature");
        var covered = JssText.Without(outer, "signature");
        covered["signature"] = own.DeepClone();
        verdicts.Add(Judge(playbook, inner, keys, now, [new([covered], 1), new([own], 0), .. Around(inner, 0)]));
        Nested(playbook, inner, keys, now, verdicts, depth + 1);
    }

    static IEnumerable<Reading> Around(JsonObject signature, int before) => signature["signature"] is JsonObject ? [new([JssText.Without(signature, "value")], before + 1)] : [];

    static SignatureVerdict Judge(JsonObject playbook, JsonObject signature, TrustedKeys keys, DateTimeOffset now, IEnumerable<Reading> readings)
    {
        string Text(string name) => signature[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        SignatureVerdict Say(SignatureState state, string sentence, string? key = null, int counters = 0) => new(Text("id"), Text("signee"), state, key, counters, sentence);

        var (info, problem) = KeyOf(signature, keys);
        if (info is null) return Say(SignatureState.Unsupported, problem);
        if (JssText.ReadUrl(Text("value")) is not { } value) return Say(SignatureState.Wrong, "its value is not written as Base64 for URLs");
        Reading? right = null;
        foreach (var reading in readings)
        {
            if (JssText.Of(playbook, reading.Covered, Text("hash_algorithm")) is not { } text) return Say(SignatureState.Unsupported, $"the hash algorithm {Shown(Text("hash_algorithm"))} is not known");
            if (SignatureAlgorithms.Verify(Text("algorithm"), info, text, value) is not { } holds) return Say(SignatureState.Unsupported, $"the algorithm {Shown(Text("algorithm"))} is not known, or the key is not one for it");
            if (!holds) continue;
            right = reading;
            break;
        }

        if (right is null) return Say(SignatureState.Wrong, "the playbook or the signature was altered after signing");
        if (Text("related_to") != Of(playbook, "id") || Text("related_version") != Of(playbook, "modified")) return Say(SignatureState.Wrong, "it belongs to another playbook or another version");
        if (keys.Find(TrustedKey.ThumbprintOf(info)) is not { } trusted) return Say(SignatureState.Untrusted, "it is right, but its key is not among the trusted keys", null, right.Earlier);
        if (signature["revoked"] is JsonValue flag && flag.TryGetValue<bool>(out var revoked) && revoked) return Say(SignatureState.Revoked, "whoever signed has taken the signature back", trusted.Name, right.Earlier);
        return Time(signature, "valid_from") > now || Time(signature, "valid_until") <= now
            ? Say(SignatureState.NotValidNow, "it is right, but not valid at this time", trusted.Name, right.Earlier)
            : Say(SignatureState.Trusted, right.Earlier > 0 ? $"it is right and covers {right.Earlier} earlier signatures" : "it is right", trusted.Name, right.Earlier);
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
                return keys.Find(TrustedKey.HexOf(thumbprint)) is { } trusted ? (trusted.Info.ToArray(), "") : (null, "its key is only named, and not among the trusted keys");
            return (null, "it brings no key; keys are not fetched from elsewhere");
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return (null, "the key in it cannot be read");
        }
    }

    static string Of(JsonObject playbook, string name) => playbook[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>A time of a signature; null when it has none, and the beginning of time when it is written wrongly.</summary>
    internal static DateTimeOffset? Time(JsonObject signature, string name)
    {
        if (signature[name] is not JsonValue written || !written.TryGetValue<string>(out var text) || text.Length == 0) return null;
        try
        {
            return JsonSerializer.SerializeToElement(new JsonObject { ["t"] = text }).Time("t");
        }
        catch (InvalidDataException)
        {
            return DateTimeOffset.MinValue;
        }
    }

    /// <summary>One way to read what a signature was made over.</summary>
    /// <param name="Covered">The signatures that are part of the text, the one in question included.</param>
    /// <param name="Earlier">How many others are among them.</param>
    sealed record Reading(IReadOnlyList<JsonObject> Covered, int Earlier);
}
