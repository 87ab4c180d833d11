using Hoplite.Agents.Models;

namespace Hoplite.Agents.Tests.Faults;

/// <summary>One way in which a provider fails.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Failure">What the desk says when this is the only provider; null when its answer counts nevertheless.</param>
/// <param name="RespondAsync">Does it.</param>
public sealed record Fault(string Name, ModelFailure? Failure, Func<FaultRequest, Task> RespondAsync)
{
    /// <summary>Where a provider with this fault is.</summary>
    public Func<FaultServer, Uri> Url { get; init; } = server => server.Url;

    /// <summary>What the desk may say as well, where it depends on the client of a vendor.</summary>
    public ModelFailure? AlsoRight { get; init; }

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<Fault> All { get; } = [.. WireFaults.All, .. StatusFaults.All, .. EnvelopeFaults.All, .. AnswerFaults.All];

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(f => f.Name)];

    /// <summary>The one of a name.</summary>
    public static Fault Named(string name) => All.Single(f => f.Name == name);

    /// <inheritdoc />
    public override string ToString() => Name;
}
