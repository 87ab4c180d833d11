using System.Text.Json.Nodes;
using Hoplite.Response.Cacao.Signing;

namespace Hoplite.Response.Cacao;

/// <summary>Looks whether signatures belong to the playbook as it is. Whose keys are trusted is another question, which a server answers.</summary>
static class SignatureChecks
{
    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context)
    {
        foreach (var verdict in PlaybookSignatures.Verify(playbook.Json, TrustedKeys.None, context.Now))
            switch (verdict.State)
            {
                case SignatureState.Wrong: yield return PlaybookCheck.Error(Place(playbook, verdict.Id), $"the signature {verdict.Id} does not hold: {verdict.Sentence}"); break;
                case SignatureState.Unsupported: yield return PlaybookCheck.Warning(Place(playbook, verdict.Id), $"the signature {verdict.Id} cannot be checked and does not count: {verdict.Sentence}"); break;
            }

        for (var i = 0; i < playbook.Signatures.Count; i++)
        {
            if (playbook.Signatures[i]["revoked"] is JsonValue flag && flag.TryGetValue<bool>(out var revoked) && revoked) yield return PlaybookCheck.Warning($"/signatures/{i}/revoked", "whoever signed has taken the signature back; it does not count");
            if (PlaybookSignatures.Time(playbook.Signatures[i], "valid_until") <= context.Now) yield return PlaybookCheck.Warning($"/signatures/{i}/valid_until", "the signature has expired and does not count");
            if (PlaybookSignatures.Time(playbook.Signatures[i], "valid_from") > context.Now) yield return PlaybookCheck.Warning($"/signatures/{i}/valid_from", "the signature is not valid yet and does not count");
        }
    }

    static string Place(Playbook playbook, string id)
    {
        for (var i = 0; i < playbook.Signatures.Count; i++)
            if ((string?)playbook.Signatures[i]["id"] == id) return $"/signatures/{i}";
        return "/signatures";
    }
}
