namespace Hoplite.Telemetry;

/// <summary>Where an event comes from, in the words of the Sigma taxonomy; each part null when the source does not tell.</summary>
/// <param name="Product">For example <c>windows</c>, <c>linux</c>, <c>zeek</c>, <c>aws</c>.</param>
/// <param name="Category">For example <c>process_creation</c>, <c>webserver</c>, <c>dns</c>.</param>
/// <param name="Service">For example <c>security</c>, <c>sshd</c>, <c>cloudtrail</c>.</param>
public sealed record LogSource(string? Product, string? Category = null, string? Service = null)
{
    /// <summary>The log source of an event that no reader could place.</summary>
    public static LogSource Unknown { get; } = new((string?)null);

    /// <summary><c>product/category/service</c>, a dash for a part that is not known.</summary>
    public override string ToString() => $"{Product ?? "-"}/{Category ?? "-"}/{Service ?? "-"}";
}
