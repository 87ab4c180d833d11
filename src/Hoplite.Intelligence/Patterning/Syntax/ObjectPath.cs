using System.Collections.Immutable;

namespace Hoplite.Intelligence.Patterning;

/// <summary>Which values of which objects a comparison looks at (STIX 2.1 §9.7).</summary>
/// <param name="Type">The type of the object, for example <c>ipv4-addr</c>.</param>
/// <param name="Steps">The way from the object to the value; the first is a key.</param>
public sealed record ObjectPath(string Type, ImmutableArray<PathStep> Steps)
{
    /// <summary>The path as text of the language.</summary>
    public override string ToString() => PatternWriter.Write(this);
}

/// <summary>One step of an <see cref="ObjectPath"/>.</summary>
public abstract record PathStep
{
    private protected PathStep()
    {
    }
}

/// <summary>Into a property.</summary>
/// <param name="Name">Its name.</param>
public sealed record KeyStep(string Name) : PathStep;

/// <summary>Into one element of a list.</summary>
/// <param name="Index">Its place from 0; a negative one is allowed by the grammar and names nothing.</param>
public sealed record IndexStep(long Index) : PathStep;

/// <summary>Into every element of a list, <c>[*]</c>.</summary>
public sealed record AnyStep : PathStep;
