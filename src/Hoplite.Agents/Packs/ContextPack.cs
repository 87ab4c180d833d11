using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Agents.Models;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Text;

namespace Hoplite.Agents.Packs;

/// <summary>The evidence of an incident, small enough for a model's context: events that are alike become one line, the most telling lines first, and nothing an outsider wrote is in it.</summary>
/// <param name="Facts">What a model may be shown: ids of rules and tactics, counts, times, shapes of texts, and names that have a normal form and a label of I2 or more.</param>
/// <param name="Lines">The lines, in the order of the facts, each with the events it stands for: what a row of the facts shortens, its number leads back to.</param>
/// <param name="LeftOut">What the budget had no room for; the facts say it too.</param>
/// <param name="Texts">Free texts of the events behind the lines, locked up, for the extractor alone.</param>
public sealed record ContextPack(Labeled<JsonObject> Facts, IReadOnlyList<PackLine> Lines, PackRemainder LeftOut, IReadOnlyList<PackText> Texts)
{
    // As they are sent: nothing is escaped that need not be.
    static readonly JsonSerializerOptions Sent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>About how many tokens the facts have.</summary>
    public long Tokens { get; } = CountTokens(Facts.Value);

    internal static long CountTokens(JsonNode facts) => Models.Tokens.In(facts.ToJsonString(Sent));
}

/// <summary>Events that are alike: one rule matched them, they are of one source and one machine.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Host">The machine, when a field of I2 or more names it; else null.</param>
/// <param name="Tactics">The stages of an attack the rule stands for.</param>
/// <param name="Findings">How many findings.</param>
/// <param name="Events">The ids of all the events.</param>
public sealed record PackLine(string Rule, string? Host, IReadOnlyList<string> Tactics, int Findings, IReadOnlyList<string> Events);

/// <summary>What is not in a pack.</summary>
/// <param name="Lines">How many lines.</param>
/// <param name="Findings">How many findings they stand for.</param>
/// <param name="Events">How many events.</param>
public sealed record PackRemainder(int Lines, int Findings, int Events);

/// <summary>A text of an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Text">The text.</param>
/// <param name="Label">Its label.</param>
public sealed record PackText(string Event, UntrustedText Text, Label Label);
