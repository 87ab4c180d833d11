using Hoplite.Agents.Investigating;
using Hoplite.Agents.Models;
using Hoplite.Agents.Packs;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Roles;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Ratcheting;
using Hoplite.Guard.Text;
using Hoplite.Incidents;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Working;

/// <summary>Asks models about an incident, in their roles. What they say can raise the verdict by one step, add proposals that need a person, and be shown; nothing else.</summary>
/// <param name="desk">Where models are asked.</param>
/// <param name="library">The playbooks.</param>
/// <param name="proposer">Makes proposals of a playbook.</param>
/// <param name="trust">The labels of fields.</param>
/// <param name="origin">Tells who saw an event.</param>
public sealed class Consultation(IModelDesk desk, PlaybookLibrary library, Proposer proposer, FieldTrust trust, Func<EventRecord, SensorOrigin> origin)
{
    const int MostDocuments = 3;
    const int Convincing = 70;

    readonly Selector _selector = new(desk, library);
    readonly Extractor _extractor = new(desk, trust, origin);
    readonly Narrator _narrator = new(desk, new Packer(trust, origin));

    /// <summary>Asks.</summary>
    public async ValueTask<Said> AskAsync(Incident incident, Investigation found, CancellationToken cancellation)
    {
        var steps = new List<InvestigationStep>(found.Steps);
        var reasons = new List<Reason>(found.Reasons);
        var answers = new List<ModelAnswer>();
        var fromModel = new Label(Integrity.FreeText, Confidentiality.Internal, Provenance.Of(incident.Id.ToString()));

        var readings = new List<Reading>();
        // All are asked at once, so that the case waits for the slowest answer and not for the sum of them.
        var documents = _extractor.Documents(incident, MostDocuments).Select(d => (d.Text, d.Label, Reading: _extractor.ReadAsync(incident, d.Text, d.Label, cancellation).AsTask())).ToArray();
        var (selecting, narrating) = (_selector.AskAsync(incident, found, cancellation).AsTask(), _narrator.WriteAsync(incident, found, cancellation).AsTask());
        await Task.WhenAll([.. documents.Select(d => (Task)d.Reading), selecting, narrating]).ConfigureAwait(false);
        foreach (var (text, label, reading) in documents)
        {
            var (read, answer) = await reading.ConfigureAwait(false);
            Asked(StepKind.AskExtractor, $"one text of {text.Length} characters, read in quarantine", answer, label);
            if (read is null) continue;
            readings.Add(new Reading(text.Sha256(), read));
            if (read.Value.SpeaksForAttack) reasons.Add(new Reason($"A model read a text of {text.Length} characters as {Words(read.Value.Intent)}, {read.Value.Confidence} % sure", 0, read.Label));
        }

        var (chosen, selection) = await selecting.ConfigureAwait(false);
        Asked(StepKind.AskSelector, chosen is null ? "which playbook fits; none was named" : $"which playbook fits; {chosen.Id} was named", selection, fromModel);
        var (prose, narration) = await narrating.ConfigureAwait(false);
        Asked(StepKind.AskNarrator, "a few sentences for people", narration, fromModel);

        // One step and no more: a text can be made to look like anything.
        var proposed = found.Verdict == Verdict.Undetermined && readings.Exists(r => r.Read.Value.SpeaksForAttack && r.Read.Value.Confidence >= Convincing) ? Verdict.Suspicious : found.Verdict;
        var verdict = Ratchet.Move(found.Verdict, proposed, fromModel, fromModel: true);
        var isUsed = answers.Exists(a => a.Failure is null);
        var final = found with
        {
            Verdict = verdict,
            Source = verdict != found.Verdict ? VerdictSource.Model : isUsed ? VerdictSource.Rules : VerdictSource.Fallback,
            Reasons = reasons,
            Steps = steps,
            Gaps = isUsed ? found.Gaps : [.. found.Gaps, "Models were asked and gave no usable answer; rules alone decided"],
        };
        return new Said(final, readings, chosen is null ? [] : proposer.OfModel(chosen, incident, found.Scope), prose, Sum(answers), [.. answers.Select(a => a.Failure).OfType<ModelFailure>().Distinct()]);

        void Asked(StepKind kind, string what, ModelAnswer answer, Label label)
        {
            answers.Add(answer);
            steps.Add(new InvestigationStep(kind, answer.Failure is { } failure ? $"{what}; no answer: {failure}" : $"{what}; by {answer.Provider}", answer.Failure is null ? 1 : 0, answer.Usage.Elapsed, label with { Integrity = Integrity.FreeText }));
        }
    }

    static ModelUsage Sum(List<ModelAnswer> answers) => new(
        answers.Sum(a => a.Usage.InputTokens), answers.Sum(a => a.Usage.OutputTokens), answers.Sum(a => a.Usage.Calls), TimeSpan.FromTicks(answers.Sum(a => a.Usage.Elapsed.Ticks)));

    static string Words(TextIntent intent) => intent switch
    {
        TextIntent.InstructionsToSoftware => "instructions to software that reads logs",
        TextIntent.Theft => "taking data or passwords",
        TextIntent.Destruction => "breaking things",
        TextIntent.Persistence => "a way to come back",
        TextIntent.Reconnaissance => "finding out about systems",
        _ => "an intrusion",
    };
}

/// <summary>What models said.</summary>
/// <param name="Final">What is shown.</param>
/// <param name="Readings">What was read out of texts.</param>
/// <param name="Added">Proposals that only a model chose.</param>
/// <param name="Prose">Prose for people.</param>
/// <param name="Usage">What it cost.</param>
/// <param name="Failures">Why some did not answer.</param>
public sealed record Said(Investigation Final, IReadOnlyList<Reading> Readings, IReadOnlyList<ResponseProposal> Added, UntrustedText? Prose, ModelUsage Usage, IReadOnlyList<ModelFailure> Failures);

/// <summary>What was read out of one text.</summary>
/// <param name="Document">SHA-256 of the text.</param>
/// <param name="Read">What the quarantined model said.</param>
public sealed record Reading(string Document, Labeled<Extraction> Read);
