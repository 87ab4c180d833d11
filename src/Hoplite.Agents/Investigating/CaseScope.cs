using Hoplite.Guard.Actions;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;

namespace Hoplite.Agents.Investigating;

/// <summary>Who and what an incident concerns.</summary>
/// <param name="Members">The machines, accounts, addresses, domains, files and processes, the most involved first; at most 200.</param>
/// <param name="Sighted">The same and all others, with what confirms them.</param>
public sealed record CaseScope(IReadOnlyList<ScopeMember> Members, SightedTargets Sighted)
{
    const int Most = 200;

    /// <summary>The machines.</summary>
    public IEnumerable<ScopeMember> Hosts => Members.Where(m => m.Target.Kind == TargetKind.Host);

    /// <summary>The accounts.</summary>
    public IEnumerable<ScopeMember> Accounts => Members.Where(m => m.Target.Kind == TargetKind.Account);

    /// <summary>The addresses.</summary>
    public IEnumerable<ScopeMember> Addresses => Members.Where(m => m.Target.Kind == TargetKind.Address);

    /// <summary>The scope of an incident whose targets were read.</summary>
    public static CaseScope Of(SightedTargets sighted) => new(
        [.. sighted.All.OrderByDescending(s => s.Findings).ThenByDescending(s => s.Label.Integrity).ThenBy(s => s.Target.Kind).ThenBy(s => s.Target.Text, StringComparer.Ordinal).Take(Most).Select(s => new ScopeMember(s.Target, [.. s.Roles], s.Findings, s.Label) { Names = [.. s.Names], Rules = [.. s.Rules], IsController = s.IsController })], sighted);
}

/// <summary>A thing that an incident concerns.</summary>
/// <param name="Target">The thing, in its normal form.</param>
/// <param name="Roles">What it did: <c>actor</c>, <c>object</c>, <c>place</c>, <c>parent</c>.</param>
/// <param name="Findings">In how many findings.</param>
/// <param name="Label">How far it is known.</param>
public sealed record ScopeMember(ActionTarget Target, IReadOnlyList<string> Roles, int Findings, Label Label)
{
    /// <summary>How events call it: paths of a process or file, an account with its realm. Chosen by others.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The rules that named it in a field a sensor vouches for.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Whether it is a machine that answers for a Windows domain.</summary>
    public bool IsController { get; init; }
}
