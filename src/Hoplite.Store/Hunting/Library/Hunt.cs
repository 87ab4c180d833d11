namespace Hoplite.Store.Hunting.Library;

/// <summary>How a hunt begins.</summary>
public enum HuntKind
{
    /// <summary>With a guess what an attacker does.</summary>
    Hypothesis,

    /// <summary>With what is usual.</summary>
    Baseline,

    /// <summary>With a figure that stands for how odd something is.</summary>
    ModelAssisted,
}

/// <summary>A hunt: what is suspected, how to look for it, and what to do with what is found.</summary>
/// <param name="Id">Its identity, the same in all versions.</param>
/// <param name="Name">The name of its file without extension.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">How it begins.</param>
/// <param name="Hypothesis">What is suspected, in plain words.</param>
/// <param name="Techniques">The ATT&amp;CK techniques it is about.</param>
/// <param name="Needs">The log sources it needs, any of them, as product/category or product/service.</param>
/// <param name="Query">The query.</param>
/// <param name="Expected">The most rows that an ordinary day gives; more is worth asking why.</param>
/// <param name="Disposition">What to do with what is found.</param>
/// <param name="Schedule">hourly, daily, weekly or manual.</param>
/// <param name="Sigma">The id of the Sigma rule that it turned into, or null.</param>
/// <param name="Path">Where it was read from.</param>
public sealed record Hunt(
    Guid Id, string Name, int Version, string Title, HuntKind Kind, string Hypothesis, IReadOnlyList<string> Techniques, IReadOnlyList<string> Needs,
    string Query, int Expected, string Disposition, string Schedule, Guid? Sigma, string Path);

/// <summary>Why a hunt cannot be used.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line in it, from 1.</param>
/// <param name="Reason">One sentence for its author.</param>
public sealed record HuntProblem(string Path, int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line}: {Reason}";
}
