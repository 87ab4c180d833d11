namespace Hoplite.Guard.Labels;

/// <summary>Marks a type of ours that may leave the quarantine: every value of it is of a closed list, bounded, or resolves to something the platform knows.</summary>
/// <param name="why">What bounds it; a reviewer reads this.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class CrossingTypeAttribute(string why) : Attribute
{
    /// <summary>What bounds it.</summary>
    public string Why { get; } = why;
}
