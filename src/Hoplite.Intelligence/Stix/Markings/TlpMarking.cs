namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>A predefined marking of the traffic light protocol.</summary>
/// <param name="Id">Identifier of its marking-definition.</param>
/// <param name="Name">Name, such as <c>TLP:AMBER+STRICT</c>.</param>
/// <param name="Level">What it means.</param>
/// <param name="IsFirst">Whether it is of TLP 1.0, which STIX 2.1 defines itself (§7.2.1.4).</param>
public sealed record TlpMarking(string Id, string Name, Tlp Level, bool IsFirst);
