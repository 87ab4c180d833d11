using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats;

/// <summary>Identifiers that come out the same whenever the same thing is read again (UUIDv5, a namespace of our own; STIX 2.1 §2.9).</summary>
static class FormatIds
{
    static readonly Guid Ours = new("0d5c7e39-6b0a-5e0c-a6c5-2f5b7f0e4a11");

    /// <summary>What has no time of its own counts as made then, so that two readings give one version.</summary>
    public static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The identifier of a thing of a type by its name.</summary>
    public static string Of(string type, string name) => $"{type}--{StixIds.Uuid5(Ours, type + "\n" + name):D}";

    /// <summary>The identifier of a thing that has a UUID of its own; made of a name when the UUID is none that STIX takes.</summary>
    public static string Of(string type, string? uuid, string name) =>
        uuid is not null && StixId.TryParse($"{type}--{uuid.ToLowerInvariant()}", out var id) ? id.ToString() : Of(type, name);
}
