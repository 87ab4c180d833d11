namespace Hoplite.Server.Api.Agents;

/// <summary>Why the agents can be trusted, and how far: every part with its state.</summary>
/// <param name="Providers">The language models that may be asked, in this order; none by default.</param>
/// <param name="Autonomy">How far software may go with each action.</param>
/// <param name="Policies">The policies of the gate.</param>
/// <param name="Labels">The table of labels.</param>
/// <param name="Ledger">The ledger.</param>
/// <param name="Protected">What nothing is done to.</param>
/// <param name="Budgets">What models may still cost today.</param>
/// <param name="Loop">How the looking into incidents goes.</param>
/// <param name="Mcp">What programs that speak MCP may see: the ceiling, or <c>off</c>.</param>
/// <param name="LastDrill">The result of the last drill; null when there was none.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record AgentTrust(
    IReadOnlyList<ProviderState> Providers, IReadOnlyList<AutonomyRow> Autonomy, PolicyState Policies, LabelState Labels, LedgerState Ledger, ProtectedState Protected, BudgetState Budgets, LoopFigures Loop, string Mcp,
    DrillAnswer? LastDrill, DateTimeOffset AsOf);

/// <summary>A language model that may be asked.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Kind"><c>open-ai</c>, <c>anthropic</c> or <c>ollama</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="IsLocal">Whether it runs on machines of our own.</param>
/// <param name="Ceiling">The most secret data it may see.</param>
/// <param name="State"><c>ready</c>, or <c>excluded</c> when it is no longer asked.</param>
/// <param name="TokensLeftToday">Tokens that may still be spent with it today.</param>
public sealed record ProviderState(string Name, string Kind, string Model, bool IsLocal, string Ceiling, string State, long TokensLeftToday);

/// <summary>The policies of the gate.</summary>
/// <param name="State"><c>ready</c>, <c>loading</c> or <c>missing</c>; unless ready, the gate denies everything but to look.</param>
/// <param name="Digest">SHA-256 of the policies; null while they are not there.</param>
/// <param name="Problem">Why they are missing.</param>
/// <param name="Invariants">The hard rules that hold beside them, by name.</param>
public sealed record PolicyState(string State, string? Digest, string? Problem, IReadOnlyList<string> Invariants);

/// <summary>The table of labels.</summary>
/// <param name="IsIntact">Whether it fits its digest; if not, no field is trusted.</param>
/// <param name="Types">How many kinds of sources it knows.</param>
/// <param name="Fields">How many of their fields.</param>
public sealed record LabelState(bool IsIntact, int Types, int Fields);

/// <summary>The ledger.</summary>
/// <param name="Size">How many leaves.</param>
/// <param name="Checkpoint">The signed checkpoint; keep it elsewhere to be sure later that nothing was changed.</param>
/// <param name="Key">The public key.</param>
/// <param name="Problem">Why it cannot be written; null when it can.</param>
/// <param name="Checked">When the whole of it was last checked; null when not since the start.</param>
/// <param name="IsSound">What that check said.</param>
/// <param name="Flaw">The first flaw.</param>
public sealed record LedgerState(long Size, string? Checkpoint, string? Key, string? Problem, DateTimeOffset? Checked, bool? IsSound, string? Flaw);

/// <summary>What nothing is done to.</summary>
/// <param name="Configured">How many addresses, machines, accounts and domains the configuration names.</param>
/// <param name="Own">Addresses of this machine, its gateways and resolvers.</param>
public sealed record ProtectedState(int Configured, IReadOnlyList<string> Own);

/// <summary>What models may still cost.</summary>
/// <param name="CallsLeftToday">Requests.</param>
/// <param name="CallsPerDay">Requests a day.</param>
/// <param name="TokensLeftToday">Tokens.</param>
/// <param name="TokensPerDay">Tokens a day.</param>
public sealed record BudgetState(long CallsLeftToday, long CallsPerDay, long TokensLeftToday, long TokensPerDay);

/// <summary>How the looking into incidents goes.</summary>
/// <param name="Waiting">How many incidents wait.</param>
/// <param name="Runs">How many were looked into since the start.</param>
/// <param name="LastFailure">Why the last one failed that did; null when none has.</param>
public sealed record LoopFigures(int Waiting, long Runs, string? LastFailure);
