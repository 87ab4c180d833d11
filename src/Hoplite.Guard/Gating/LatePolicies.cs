using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Gating;

/// <summary>Policies whose engine is laid ready beside everything else: until it is there, and when it cannot be had, nothing is allowed.</summary>
/// <param name="open">Lays them ready; null when this build has no engine.</param>
public sealed class LatePolicies(Func<CedarGatePolicies?> open) : IPolicyEngine, IDisposable
{
    volatile CedarGatePolicies? _policies;
    volatile string? _problem;

    /// <summary>Whether they answer.</summary>
    public bool IsReady => _policies is not null;

    /// <summary>Why they never will, in one sentence; null while they may.</summary>
    public string? Problem => _problem;

    /// <inheritdoc />
    public string Digest => _policies?.Digest ?? "";

    /// <summary>Lays them ready; takes a second or more of a processor.</summary>
    public void Load()
    {
        if (IsReady) return;
        try
        {
            _policies = open();
            if (_policies is null) _problem = "this build has no engine for policies";
        }
        catch (Exception broken) when (broken is CedarException or IOException or UnauthorizedAccessException or DllNotFoundException or TypeInitializationException)
        {
            _problem = broken.Message;
        }
    }

    /// <inheritdoc />
    public PolicyAnswer Ask(GateContext context) => _policies?.Ask(context) ?? new PolicyAnswer(IsAllowed: false, [_problem is null ? "policies-not-ready" : "no-policy-engine"]);

    /// <inheritdoc />
    public void Dispose() => _policies?.Dispose();
}
