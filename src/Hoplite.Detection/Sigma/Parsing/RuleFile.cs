namespace Hoplite.Detection.Sigma;

/// <summary>One rule file as it came: several documents may follow each other in it.</summary>
/// <param name="Path">Where it was found; shown with every rejection and match.</param>
/// <param name="Bytes">Its UTF-8 text.</param>
public sealed record RuleFile(string Path, ReadOnlyMemory<byte> Bytes);
