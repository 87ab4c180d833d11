using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao;

/// <summary>A step of a workflow (CACAO 2.0 §4): one of the eight kinds below.</summary>
public abstract record Step
{
    private protected Step()
    {
    }

    /// <summary>The id: the kind, two dashes and a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The name, for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>How long to wait before it, milliseconds; null for not at all.</summary>
    public long? DelayMilliseconds { get; init; }

    /// <summary>How long it may take, milliseconds; null when it does not say.</summary>
    public long? TimeoutMilliseconds { get; init; }

    /// <summary>Variables only this step sees, by name.</summary>
    public IReadOnlyDictionary<string, PlaybookVariable> Variables { get; init; } = new Dictionary<string, PlaybookVariable>();

    /// <summary>The id of whose step it is.</summary>
    public string? Owner { get; init; }

    /// <summary>Where more is written.</summary>
    public IReadOnlyList<ExternalReference> ExternalReferences { get; init; } = [];

    /// <summary>The next step; never together with <see cref="OnSuccess"/>.</summary>
    public string? OnCompletion { get; init; }

    /// <summary>The next step when it succeeded.</summary>
    public string? OnSuccess { get; init; }

    /// <summary>The next step when it failed.</summary>
    public string? OnFailure { get; init; }

    /// <summary>Extensions, by the id of their definition.</summary>
    public JsonObject? Extensions { get; init; }

    /// <summary>The step after this one when all went well.</summary>
    public string? Next => OnSuccess ?? OnCompletion;

    /// <summary>How it is called in sentences: its name, or its id.</summary>
    public string Title => string.IsNullOrWhiteSpace(Name) ? Id : Name;
}

/// <summary>Where a workflow begins (§4.3).</summary>
public sealed record StartStep : Step;

/// <summary>Where a workflow or a branch of it ends (§4.4).</summary>
public sealed record EndStep : Step;

/// <summary>Gives commands to an agent (§4.5).</summary>
/// <param name="Commands">The commands, in order.</param>
/// <param name="Agent">The id of who executes them.</param>
/// <param name="Targets">Ids of what they are executed on; empty for the agent itself.</param>
/// <param name="InArgs">Names of the variables it uses.</param>
/// <param name="OutArgs">Names of the variables it sets.</param>
public sealed record ActionStep(IReadOnlyList<Command> Commands, string Agent, IReadOnlyList<string> Targets, IReadOnlyList<string> InArgs, IReadOnlyList<string> OutArgs) : Step;

/// <summary>Runs another playbook (§4.6).</summary>
/// <param name="PlaybookId">Which one.</param>
/// <param name="PlaybookVersion">Which version, as its time of modification; null for the one that is there.</param>
/// <param name="InArgs">Names of the variables that are handed to it.</param>
/// <param name="OutArgs">Names of the variables that are taken from it.</param>
public sealed record PlaybookActionStep(string PlaybookId, DateTimeOffset? PlaybookVersion, IReadOnlyList<string> InArgs, IReadOnlyList<string> OutArgs) : Step;

/// <summary>Runs branches at the same time (§4.7).</summary>
/// <param name="NextSteps">The first step of each branch.</param>
public sealed record ParallelStep(IReadOnlyList<string> NextSteps) : Step;

/// <summary>Takes one of two branches (§4.8).</summary>
/// <param name="Condition">A STIX comparison expression over variables.</param>
/// <param name="OnTrue">The first step of the branch when it holds.</param>
/// <param name="OnFalse">The first step of the branch when it does not; null for none.</param>
public sealed record IfStep(string Condition, string OnTrue, string? OnFalse) : Step;

/// <summary>Repeats a branch while a condition holds (§4.9).</summary>
/// <param name="Condition">A STIX comparison expression over variables.</param>
/// <param name="OnTrue">The first step of the branch.</param>
public sealed record WhileStep(string Condition, string OnTrue) : Step;

/// <summary>Takes the branch that belongs to the value of a variable (§4.10).</summary>
/// <param name="Switch">The variable, such as <c>__x__:value</c>.</param>
/// <param name="Cases">The first step of each branch by value; <c>default</c> is for all others.</param>
public sealed record SwitchStep(string Switch, IReadOnlyDictionary<string, string> Cases) : Step;
