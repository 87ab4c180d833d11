using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Gating;

/// <summary>The policies of the gate in Cedar.</summary>
/// <remarks>An answer depends on the context alone, so the same question is asked once; that keeps a flood of proposals from costing a flood of evaluations.</remarks>
public sealed class CedarGatePolicies : IPolicyEngine, IDisposable
{
    const int MostKept = 20_000;

    static readonly CedarUid Somebody = new("Human", "somebody");
    static readonly CedarUid Something = new("Agent", "something");
    static readonly CedarUid Aim = new("Target", "aim");

    readonly CedarPolicies _policies;
    readonly ConcurrentDictionary<GateContext, PolicyAnswer> _answers = new();

    /// <summary>Takes policies that were laid ready.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="text">Their text, for the digest.</param>
    public CedarGatePolicies(CedarPolicies policies, string text) => (_policies, Digest) = (policies, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <inheritdoc />
    public string Digest { get; }

    /// <summary>The policies of this build; null when it has no engine for them.</summary>
    /// <param name="cache">A folder for the compiled engine.</param>
    /// <exception cref="CedarException">The engine cannot run here.</exception>
    public static CedarGatePolicies? Open(string? cache) =>
        CedarEngine.IsPresent ? new CedarGatePolicies(ShippedPolicies.Open(CedarEngine.Load(cache)), ShippedPolicies.Schema + ShippedPolicies.Text) : null;

    /// <inheritdoc />
    public PolicyAnswer Ask(GateContext context)
    {
        if (_answers.TryGetValue(context, out var known)) return known;
        if (_answers.Count >= MostKept) _answers.Clear();
        return _answers[context] = Evaluate(context);
    }

    /// <inheritdoc />
    public void Dispose() => _policies.Dispose();

    /// <summary>Asks the policies anew.</summary>
    internal PolicyAnswer Evaluate(GateContext context)
    {
        var answer = _policies.IsAuthorized(CedarRequest.About(
            new CedarEntity(context.IsHuman ? Somebody : Something, new Dictionary<string, CedarValue> { ["role"] = "" }),
            ActionTraits.Of(context.Action).Name,
            new CedarEntity(Aim, new Dictionary<string, CedarValue>
            {
                ["kind"] = "",
                ["criticality"] = (long)context.Criticality,
                ["protected"] = context.IsProtected,
                ["internal"] = context.IsInternal,
                ["wide"] = context.IsWide,
            }),
            new Dictionary<string, CedarValue>
            {
                ["minIntegrity"] = (long)context.MinIntegrity,
                ["endorsedEvents"] = (long)context.EndorsedEvents,
                ["endorsedSensors"] = (long)context.EndorsedSensors,
                ["atEnforcementPoint"] = context.AtEnforcementPoint,
                ["ttlSeconds"] = context.TtlSeconds,
                ["budgetLeft"] = (long)context.BudgetLeft,
                ["approvals"] = (long)context.Approvals,
                ["approvalDigestOk"] = context.ApprovalDigestOk,
                ["autonomy"] = (long)context.Autonomy,
                ["logCommitted"] = context.LogCommitted,
                ["breakGlass"] = context.BreakGlass,
                ["fromModel"] = context.FromModel,
            }));
        return new PolicyAnswer(answer.Allowed, [.. answer.Policies, .. answer.Errors.Select(_ => "policy-error")]);
    }
}
