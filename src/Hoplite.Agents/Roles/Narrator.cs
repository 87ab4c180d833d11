using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Guard.Text;
using Hoplite.Incidents;

namespace Hoplite.Agents.Roles;

/// <summary>Asks a model for a few sentences about an incident, from typed facts. They are shown as written by a model, and nothing ever reads them back.</summary>
/// <param name="desk">Where models are asked.</param>
sealed class Narrator(IModelDesk desk)
{
    const string Instruction = "Write at most five plain sentences for an administrator who is not an analyst: what seems to have happened, how sure that is, and what to look at first. Use only the facts. No links, no markup.";

    /// <summary>The prose; null when there is none.</summary>
    public async ValueTask<(UntrustedText? Prose, ModelAnswer Answer)> WriteAsync(Incident incident, Investigation found, CancellationToken cancellation)
    {
        var answer = await desk.AskAsync(new ModelQuestion(ModelRole.Narrator, incident.Id, Instruction, FactSheet.Of(incident, found), null, RoleSchema.Prose), cancellation).ConfigureAwait(false);
        return (answer.Value is { } value && value.Value.TryGetProperty("text", out var text) && text.GetString() is { Length: > 0 } prose ? new UntrustedText(prose) : null, answer);
    }
}
