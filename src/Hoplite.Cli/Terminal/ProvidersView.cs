using System.Globalization;
using System.Text.Json;
using Hoplite.Agents.Fitness;
using Hoplite.Agents.Providers;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Terminal;

/// <summary>Shows what there is to say about providers of language models.</summary>
static class ProvidersView
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Writes the providers as JSON; of a key only where it is.</summary>
    public static void WriteJson(IReadOnlyList<ProviderOptions> providers) =>
        Console.WriteLine(JsonSerializer.Serialize(providers.Select(p => new { p.Name, Kind = p.Kind.ToString().ToLowerInvariant(), Url = p.Url!.ToString(), p.Model, Local = p.IsLocal, Ceiling = p.EffectiveCeiling.ToString().ToLowerInvariant(), p.KeyEnv, p.KeyFile }), Json));

    /// <summary>Writes fitness as JSON.</summary>
    public static void WriteJson(IReadOnlyList<ProviderFitness> results) => Console.WriteLine(JsonSerializer.Serialize(results, Json));

    /// <summary>Lists providers.</summary>
    public static void ShowList(IReadOnlyList<ProviderOptions> providers)
    {
        if (providers.Count == 0) Console.WriteLine("No language model is configured; everything but prose works without.");
        foreach (var p in providers)
            Console.WriteLine($"{p.Name,-20}  {p.Kind.ToString().ToLowerInvariant(),-10}  {(p.IsLocal ? "local " : "remote")}  sees up to {p.EffectiveCeiling.ToString().ToLowerInvariant(),-9}  {SafeText.OneLine(p.Model, 40),-30}  {p.Url}");
    }

    /// <summary>Shows how fit providers are.</summary>
    public static void ShowFitness(IReadOnlyList<ProviderFitness> results)
    {
        if (results.Count == 0) Console.WriteLine("No language model is configured; everything but prose works without.");
        else Console.WriteLine($"{"provider",-20}  {"fit",-4}  {"median",8}  {"schema",7}  {"right",7}  {"tools",5}  {"secret",6}  {"tokens",8}  {"turned",7}  {"drift",6}");
        foreach (var r in results)
        {
            Console.WriteLine($"{r.Name,-20}  {(r.IsFit ? "yes" : "NO"),-4}  {(r.MedianMilliseconds is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms") : "-"),8}  {r.FollowedSchema,3} / {r.Prompts,-1}  {r.AsExpected,3} / {r.Prompts,-1}  {r.ToolCalls,5}  {r.CanaryLeaks,6}  {Honest(r.IsUsageHonest),8}  {r.Hijacked,3} / {r.Injected,-1}  {(r.Drift is { } drift ? string.Create(CultureInfo.InvariantCulture, $"{drift:P0}") : "-"),6}");
            if (r.Problem is { } problem) Console.WriteLine($"{"",-20}  {SafeText.OneLine(problem, 200)}");
        }

        if (results.Any(r => r.Injected > 0)) Console.WriteLine("\n'turned': how many documents with orders in them were obeyed. It says how much prose and extraction are worth; no action ever depends on it.");
    }

    static string Honest(bool? isHonest) => isHonest switch
    {
        true => "honest",
        false => "WRONG",
        _ => "unsaid",
    };
}
