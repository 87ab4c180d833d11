using System.Text.Json.Nodes;

namespace Hoplite.Response.Responders.Remote;

/// <summary>The numbers of the rules that a consumer made for an action, kept with its run. A consumer tells them once, and never again.</summary>
/// <param name="before">Where the run keeps what the responder needs.</param>
sealed class OpenC2Memory(JsonObject before)
{
    /// <summary>The rules.</summary>
    public IReadOnlyList<(long Number, DateTimeOffset Ends)> Rules =>
        before["rules"] is JsonArray rules ? [.. rules.OfType<JsonObject>().Select(r => ((long)r["number"]!, DateTimeOffset.FromUnixTimeMilliseconds((long)r["ends"]!)))] : [];

    /// <summary>Targets that were denied without a number.</summary>
    public IReadOnlyList<string> Unnumbered => before["unnumbered"] is JsonArray names ? [.. names.Select(n => (string)n!)] : [];

    /// <summary>Keeps a rule.</summary>
    public void Add(long number, DateTimeOffset ends)
    {
        var list = Rules;
        before["rules"] = new JsonArray([.. list.Append((number, ends)).Select(r => new JsonObject { ["number"] = r.Item1, ["ends"] = r.Item2.ToUnixTimeMilliseconds() })]);
    }

    /// <summary>Keeps that a target was, or may have been, denied, and no number is known.</summary>
    public void AddUnnumbered(string target)
    {
        if (!Unnumbered.Contains(target)) before["unnumbered"] = new JsonArray([.. Unnumbered.Append(target).Select(t => (JsonNode)t)]);
    }

    /// <summary>Forgets what the consumer certainly did not do.</summary>
    public void RemoveUnnumbered(string target) => before["unnumbered"] = new JsonArray([.. Unnumbered.Where(t => t != target).Select(t => (JsonNode)t)]);
}
