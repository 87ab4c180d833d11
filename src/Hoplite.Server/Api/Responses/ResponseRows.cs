using System.Buffers.Text;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Response.Broking;
using Hoplite.Response.Deciding;
using Hoplite.Response.Rehearsing;
using Hoplite.Response.Responders;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Api.Responses;

/// <summary>Responses as the API writes them.</summary>
static class ResponseRows
{
    public static ResponseRow Of(ActionRun run, Platform platform) => new(
        run.Id, run.Action.Incident, platform.Incidents.Find(run.Action.Incident)?.Number, run.Action.Traits.Name, InvestigationJson.Word(run.Action.Target.Kind), run.Action.Target.Text, run.Responder, InvestigationJson.Word(run.State),
        run.Action.Playbook, run.Started, run.Expires, run.Ended, run.Note, run.Decision, run.State == ActionState.Active);

    public static QuestionRow Of(Question question, Platform platform) => new(
        question.Id, question.Action.Incident, platform.Incidents.Find(question.Action.Incident)?.Number, question.Action.Traits.Name, InvestigationJson.Word(question.Action.Traits.Class), InvestigationJson.Word(question.Action.Target.Kind),
        question.Action.Target.Text, (long)question.Action.Lease.TotalSeconds, question.Action.Playbook, question.Title, question.Persons, question.Created);

    public static AnsweredRow Of(PendingProposal p) => new(p.Id, p.Request.Action.Traits.Name, p.Request.Action.Target.Text, InvestigationJson.Word(p.State), p.Note, p.Created, p.Run);

    public static ResponderRow Of(IResponder responder) => new(responder.Traits.Name, [.. responder.Traits.Kinds.Select(k => ActionTraits.Of(k).Name)], InvestigationJson.Word(responder.Traits.Undo), responder.Traits.Needs);

    public static ImpactAnswer Of(Impact impact) => new(impact.From, impact.Until, impact.Events, [.. impact.Machines.Select(t => new TouchedRow(t.Name, t.Events))], [.. impact.Flows.Select(t => new TouchedRow(t.Name, t.Events))], impact.Gap);

    public static SignableRequest Of(ApprovalRequest request, string relyingParty, IReadOnlyList<string> credentials) => new(
        request.Id, request.Text, request.Digest, request.Nonce, request.Expires, Convert.ToBase64String(request.Statement()), new PasskeyChallenge(Base64Url.EncodeToString(request.Challenge()), relyingParty, credentials));

    public static string Says(ApprovalAnswer answer) => answer switch
    {
        ApprovalAnswer.Counted => "Your approval counts; another person is needed as well.",
        ApprovalAnswer.NotOpen => "This question was answered, has expired, or is not there. Open it again.",
        ApprovalAnswer.UnknownKey => "Nobody who may approve has this key.",
        ApprovalAnswer.BadSignature => "The signature is not one of this question.",
        ApprovalAnswer.AnsweredBefore => "You have approved this already; another person is needed.",
        ApprovalAnswer.Tired => "You have approved as much within the hour as one can with care. Let somebody else decide, or wait.",
        ApprovalAnswer.WasTest => "This was a test: it asked to block a resolver that half of the world uses. Nothing was done. Take an hour's rest from approving.",
        _ => "The ledger could not be written, so nothing was done.",
    };
}
