namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>An address of mail (§6.5): an object of type <c>email-addr</c>.</summary>
public sealed record EmailAddr : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public EmailAddr(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>value</c>; null where it is left out.</summary>
    public string? Value => Text("value");

    /// <summary>The property <c>display_name</c>; null where it is left out.</summary>
    public string? DisplayName => Text("display_name");

    /// <summary>The property <c>belongs_to_ref</c>; null where it is left out.</summary>
    public string? BelongsToRef => Text("belongs_to_ref");
}
