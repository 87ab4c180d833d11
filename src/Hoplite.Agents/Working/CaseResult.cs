using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Playbooks;
using Hoplite.Guard.Text;
using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Working;

/// <summary>All that came of an incident: what rules say, what models added, what the gate said.</summary>
/// <param name="Base">What rules alone say. It exists before any model is asked, and nothing lowers it.</param>
/// <param name="Final">What is shown: the same, perhaps raised.</param>
/// <param name="Proposals">What to do, with the decisions of the gate, the best first.</param>
/// <param name="Prose">Sentences a model wrote; display only.</param>
/// <param name="Usage">What the models cost.</param>
/// <param name="Failures">Why models did not answer, each once.</param>
/// <param name="Verdict">Where the verdict is in the ledger; null when it could not be written.</param>
/// <param name="Elapsed">How long all of it took.</param>
public sealed record CaseResult(
    Investigation Base, Investigation Final, IReadOnlyList<ResponseProposal> Proposals, UntrustedText? Prose, ModelUsage Usage, IReadOnlyList<ModelFailure> Failures, LedgerReceipt? Verdict, TimeSpan Elapsed);
