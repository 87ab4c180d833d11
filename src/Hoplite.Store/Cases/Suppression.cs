using System.Net;
using Hoplite.Detection;

namespace Hoplite.Store.Cases;

/// <summary>A decision that certain findings need no attention: for a while, by somebody, for a reason.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rule">The rule it is about; null for all.</param>
/// <param name="Conditions">What a finding's event must have; all of them.</param>
/// <param name="Kind"><c>suppress</c> for noise, <c>accept</c> for a risk that is known and borne.</param>
/// <param name="Owner">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">Until when.</param>
public sealed record Suppression(Guid Id, string? Rule, IReadOnlyList<SuppressionCondition> Conditions, string Kind, string Owner, string Reason, DateTimeOffset Expires)
{
    /// <summary>Whether it is about this finding.</summary>
    public bool Covers(Finding finding) =>
        (Rule is not null || Conditions.Count > 0) && (Rule is null || Rule == finding.Rule.Id) && Conditions.All(c => c.Holds(finding));
}

/// <summary>A field of the event and what it must be.</summary>
/// <param name="Field">The field, under the name of the source, or one of the fields that made the rule match.</param>
/// <param name="Op"><c>equals</c>, <c>contains</c>, <c>starts_with</c> (letters in any case) or <c>cidr</c>.</param>
/// <param name="Value">The value.</param>
public sealed record SuppressionCondition(string Field, string Op, string Value)
{
    /// <summary>The operators.</summary>
    public static IReadOnlyList<string> Operators { get; } = ["equals", "contains", "starts_with", "cidr"];

    /// <summary>Whether the finding has it; for a correlation, every event that was kept must.</summary>
    public bool Holds(Finding finding) => finding.Matched.Where(m => m.Name == Field).Any(m => Holds(m.Value)) || finding.Events.All(e => e[Field] is { } value && Holds(value));

    bool Holds(string value) => Op switch
    {
        "equals" => value.Equals(Value, StringComparison.OrdinalIgnoreCase),
        "contains" => value.Contains(Value, StringComparison.OrdinalIgnoreCase),
        "starts_with" => value.StartsWith(Value, StringComparison.OrdinalIgnoreCase),
        "cidr" => IPNetwork.TryParse(Value, out var network) && IPAddress.TryParse(value, out var address) && network.Contains(address),
        _ => false,
    };
}
