namespace Hoplite.Detection.Tests.Sigma.Specification;

/// <summary>One rule, one event, and what the specification says of them.</summary>
/// <param name="Section">The part of the specification, and what this case is about.</param>
/// <param name="Rule">The whole rule in YAML.</param>
/// <param name="Fields">The fields of the event.</param>
/// <param name="RawText">The event as one text.</param>
/// <param name="Expected">Whether the rule matches.</param>
/// <param name="Line">The event as the case writes it.</param>
sealed record SpecificationCase(string Section, string Rule, IReadOnlyList<KeyValuePair<string, string?>> Fields, string RawText, bool Expected, string Line);

/// <summary>A rule that must be rejected, and a part of the reason.</summary>
sealed record RejectionCase(string Section, string Rule, string Reason);
