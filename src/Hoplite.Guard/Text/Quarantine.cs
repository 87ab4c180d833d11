namespace Hoplite.Guard.Text;

/// <summary>The one place where untrusted text is read as text: by what takes it apart, and by the extractor, which has no tools.</summary>
/// <remarks>Only types that carry <see cref="QuarantinedAttribute"/> may call it; the analyzer HOP001 sees to that.</remarks>
public static class Quarantine
{
    /// <summary>What the text says.</summary>
    public static string Read(UntrustedText text) => text.Reveal();
}

/// <summary>Marks a type that works inside the quarantine: it may read untrusted text, and what leaves it are crossing types with the label I0.</summary>
/// <param name="why">Why it may; a reviewer reads this.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class QuarantinedAttribute(string why) : Attribute
{
    /// <summary>Why it may.</summary>
    public string Why { get; } = why;
}
