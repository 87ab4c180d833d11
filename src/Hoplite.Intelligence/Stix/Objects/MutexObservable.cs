namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A mutex (§6.11): an object of type <c>mutex</c>.</summary>
public sealed record MutexObservable : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public MutexObservable(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");
}
