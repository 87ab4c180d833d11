using System.ComponentModel;

namespace Hoplite.Agents.Providers;

/// <summary>Which language models may be asked, and how much. With no provider, none is: everything but prose works without.</summary>
public sealed partial record AgentOptions
{
    /// <summary>The providers, in the order in which they are asked.</summary>
    [Description("Language models that may be asked, in this order: when one fails, the next is asked. None by default: everything but prose works without.")]
    public IReadOnlyList<ProviderOptions> Providers { get; init; } = [];

    /// <summary>How long a question may take over all providers.</summary>
    [Description("How long one question may take over all providers together. No verdict and no containment waits for it.")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much may be asked.</summary>
    [Description("How much may be asked; what is spent is spent.")]
    public BudgetOptions Budget { get; init; } = new();

    /// <summary>What is wrong with the options, in sentences.</summary>
    public IEnumerable<string> Problems()
    {
        if (Deadline <= TimeSpan.Zero || Deadline > TimeSpan.FromMinutes(10)) yield return "'agents.deadline' is between 1s and 10m";
        if (Budget.CallsPerIncident < 0 || Budget.TokensPerIncident < 0 || Budget.CallsPerDay < 0 || Budget.TokensPerDay < 0) yield return "'agents.budget' has a number below 0";
        foreach (var problem in Providers.SelectMany(p => p.Problems())) yield return problem;
        foreach (var (_, problem) in Mistakes()) yield return problem;
        foreach (var twice in Providers.GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) yield return $"two providers are named '{twice.Key}'";
    }
}

/// <summary>How much may be asked.</summary>
public sealed record BudgetOptions
{
    /// <summary>Requests for one incident.</summary>
    [Description("Requests for one incident, repeated ones included.")]
    public int CallsPerIncident { get; init; } = 20;

    /// <summary>Tokens for one incident.</summary>
    [Description("Tokens for one incident, sent and received.")]
    public int TokensPerIncident { get; init; } = 200_000;

    /// <summary>Requests a day.</summary>
    [Description("Requests a day (UTC) over all incidents and providers.")]
    public int CallsPerDay { get; init; } = 2_000;

    /// <summary>Tokens a day.</summary>
    [Description("Tokens a day (UTC) over all incidents and providers.")]
    public int TokensPerDay { get; init; } = 5_000_000;
}
