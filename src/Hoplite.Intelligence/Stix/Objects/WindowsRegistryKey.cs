using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A key of the registry (§6.17): an object of type <c>windows-registry-key</c>.</summary>
public sealed record WindowsRegistryKey : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public WindowsRegistryKey(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>key</c>; null where it is left out.</summary>
    public string? Key => Text("key");

    /// <summary>The property <c>values</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> Values => Items("values");

    /// <summary>The property <c>modified_time</c>; null where it is left out.</summary>
    public StixTime? ModifiedTime => Time("modified_time");

    /// <summary>The property <c>creator_user_ref</c>; null where it is left out.</summary>
    public string? CreatorUserRef => Text("creator_user_ref");

    /// <summary>The property <c>number_of_subkeys</c>; null where it is left out.</summary>
    public long? NumberOfSubkeys => Whole("number_of_subkeys");
}
