using System.Buffers.Text;
using System.Text.Json;
using Hoplite.Agents.Working;
using Hoplite.Guard.Approvals;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Identity.Passkeys;
using Hoplite.Server.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Responses;

/// <summary>Questions to people. Reading one puts it; a yes is a signature, so that whoever holds a session or a token alone can say only no.</summary>
static class ApprovalEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var questions = api.MapGroup("/responses/questions").WithTags("responses");
        questions.MapGet("/{id:guid}", Get).WithName("getApprovalQuestion").WithSummary("A question with all that is needed to answer it").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        questions.MapPost("/{id:guid}/approve", ApproveAsync).WithName("approveResponse").WithSummary("Say yes, signed by a passkey or a key").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        questions.MapPost("/{id:guid}/deny", Deny).WithName("denyResponse").WithSummary("Say no").RequireRoleAtLeast(Role.Responder, Scope.Respond);
    }

    static Results<Ok<QuestionDetail>, NotFound> Get(ResponseRoom room, Platform platform, Approvers approvers, PasskeyBook passkeys, HttpContext context, Guid id)
    {
        if (room.Inbox.Questions().FirstOrDefault(q => q.Id == id) is not { } question || room.Inbox.Ask(id) is not { } request) return TypedResults.NotFound();
        var (responder, refusal) = room.Broker.ResponderFor(question.Action);
        return TypedResults.Ok(new QuestionDetail(
            ResponseRows.Of(question, platform), ResponseRows.Of(request, approvers.RelyingParty, [.. passkeys.Of(context.User.UserId()).Select(p => p.Id)]), responder?.Traits.Name, responder is null ? refusal : null,
            responder?.Rehearse(question.Action) ?? [], responder is null ? null : InvestigationJson.Word(responder.Traits.Undo), ResponseRows.Of(room.Impact.Of(question.Action, context.RequestAborted)),
            [.. room.Agents.Approvals.Of(question.Action).Select(a => a.Person)]));
    }

    static async Task<Results<Ok<ApproveAnswer>, ProblemHttpResult>> ApproveAsync(ResponseRoom room, Platform platform, HttpContext context, Guid id, ApproveRequest request)
    {
        var answered = await room.Inbox.ApproveAsync(id, request.Request, Proof(request), CancellationToken.None).ConfigureAwait(false);
        context.Audit("response.approve", $"{id} {InvestigationJson.Word(answered.Answer)}");
        if (answered.Answer is not (ApprovalAnswer.Counted or ApprovalAnswer.WasTest)) return TypedResults.Problem(ResponseRows.Says(answered.Answer), statusCode: StatusCodes.Status403Forbidden, title: InvestigationJson.Word(answered.Answer));
        var says = answered.Receipt switch
        {
            null => ResponseRows.Says(answered.Answer),
            { Refusal: { } refusal } => $"It was approved and could not be done: {refusal}",
            { Run: { } run } => run.Note.Length > 0 ? run.Note : "It is in effect.",
            _ => "",
        };
        return TypedResults.Ok(new ApproveAnswer(InvestigationJson.Word(answered.Answer), says, answered.Receipt?.Run is { } done ? ResponseRows.Of(done, platform) : null));
    }

    static Results<NoContent, NotFound> Deny(ResponseRoom room, HttpContext context, Guid id)
    {
        context.Audit("response.deny", id.ToString());
        return room.Inbox.Deny(id, context.Actor()) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    static ApprovalProof Proof(ApproveRequest request)
    {
        try
        {
            if (request.Credential is { ValueKind: JsonValueKind.Object } credential)
            {
                var response = credential.GetProperty("response");
                return new PasskeyProof(credential.GetProperty("id").GetString() ?? "", Bytes(response, "clientDataJSON"), Bytes(response, "authenticatorData"), Bytes(response, "signature"));
            }

            if (request is { KeyId: { } key, Signature: { } signature }) return new LocalProof(key, Convert.FromBase64String(signature));
        }
        catch (Exception wrong) when (wrong is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ArgumentException("the signature cannot be read", wrong);
        }

        throw new ArgumentException("an approval is signed by a passkey (credential) or a key (keyId and signature)");
    }

    static byte[] Bytes(JsonElement response, string name) => Base64Url.DecodeFromChars(response.GetProperty(name).GetString());
}
