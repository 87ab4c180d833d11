using Hoplite.Detection.Sigma;

namespace Hoplite.Store.Cases;

/// <summary>What a commit did to an incident.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Before">How serious it was when it was last written; null when it is new.</param>
/// <param name="IsReopened">Whether it was closed, and what is new about it opened it again.</param>
public sealed record CaseChange(Guid Id, Level? Before, bool IsReopened);
