using System.Text;

namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>One property of a type: what its value is, whether it must be there, and what bounds it.</summary>
sealed record PropertySpec(string Name, PropertyKind Kind)
{
    /// <summary>The name as it stands in the text.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Whether an object without it is no object of its type.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value is a list.</summary>
    public bool Many { get; init; }

    /// <summary>Whether the list may be empty, against the general rule of §2.7.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Least whole or real value.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest whole or real value.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Values of an enumeration, or types a reference may (or, if <see cref="Excludes"/>, may not) point to.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether <see cref="Words"/> names the types that are forbidden.</summary>
    public bool Excludes { get; init; }

    /// <summary>Name of the vocabulary or of the embedded type.</summary>
    public string Target { get; init; } = "";

    /// <summary>Its place in the table of its type: the bit it sets when it is seen.</summary>
    public int Place { get; init; }
}
