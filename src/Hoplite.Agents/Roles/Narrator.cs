using System.Text.Json.Nodes;
using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Packs;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Text;
using Hoplite.Incidents;

namespace Hoplite.Agents.Roles;

/// <summary>Asks a model for a few sentences about an incident, from typed facts and a pack of its evidence. They are shown as written by a model, and nothing ever reads them back.</summary>
/// <param name="desk">Where models are asked.</param>
/// <param name="packer">Packs the evidence.</param>
sealed class Narrator(IModelDesk desk, Packer packer)
{
    const string Instruction = "Write at most five plain sentences for an administrator who is not an analyst: what seems to have happened, how sure that is, and what to look at first. Use only the facts. In rows of the evidence h0, u0 and a0 are the first of its hosts, accounts and ips, and so on: write the name itself. No links, no markup.";

    // No recorded incident needs more, whatever the context has room for.
    const int MostTokens = 8_000;

    // The other half is for the instruction, the sheet and the answer.
    const int Share = 2;

    /// <summary>The prose; null when there is none.</summary>
    public async ValueTask<(UntrustedText? Prose, ModelAnswer Answer)> WriteAsync(Incident incident, Investigation found, CancellationToken cancellation)
    {
        var sheet = FactSheet.Of(incident, found);
        var answer = await AskAsync(incident, sheet.With(packer.Pack(incident, Math.Min(MostTokens, desk.Context / Share)).Facts, Together), cancellation).ConfigureAwait(false);

        // Evidence that names persons stays here; a model that may not see it still gets the figures.
        if (answer.Failure == ModelFailure.EgressDenied) answer = await AskAsync(incident, sheet, cancellation).ConfigureAwait(false);
        return (answer.Value is { } value && value.Value.TryGetProperty("text", out var text) && text.GetString() is { Length: > 0 } prose ? new UntrustedText(prose) : null, answer);
    }

    // The rows of a pack say of the rules what the sheet does.
    static JsonObject Together(JsonObject sheet, JsonObject evidence)
    {
        var facts = sheet.DeepClone().AsObject();
        facts.Remove("rules");
        facts["evidence"] = evidence.DeepClone();
        return facts;
    }

    ValueTask<ModelAnswer> AskAsync(Incident incident, Labeled<JsonObject> facts, CancellationToken cancellation) =>
        desk.AskAsync(new ModelQuestion(ModelRole.Narrator, incident.Id, Instruction, facts, null, RoleSchema.Prose), cancellation);
}
