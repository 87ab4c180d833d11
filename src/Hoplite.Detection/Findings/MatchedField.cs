namespace Hoplite.Detection;

/// <summary>A field that made a rule match.</summary>
/// <param name="Name">Its name in the rule's words.</param>
/// <param name="Value">Its value in the event; text of the evidence, never to be trusted.</param>
public sealed record MatchedField(string Name, string Value);
