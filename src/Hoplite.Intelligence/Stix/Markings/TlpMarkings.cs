using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>The predefined markings: those of TLP 1.0 in the specification, and those of TLP 2.0 in the extension that OASIS published.</summary>
public static class TlpMarkings
{
    /// <summary>The extension that carries TLP 2.0.</summary>
    public const string Extension = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TlpMarking> All =
    [
        new("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "TLP:WHITE", Tlp.Clear, IsFirst: true),
        new("marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "TLP:GREEN", Tlp.Green, IsFirst: true),
        new("marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "TLP:AMBER", Tlp.Amber, IsFirst: true),
        new("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "TLP:RED", Tlp.Red, IsFirst: true),
        new("marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "TLP:CLEAR", Tlp.Clear, IsFirst: false),
        new("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "TLP:GREEN", Tlp.Green, IsFirst: false),
        new("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "TLP:AMBER", Tlp.Amber, IsFirst: false),
        new("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "TLP:AMBER+STRICT", Tlp.AmberStrict, IsFirst: false),
        new("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "TLP:RED", Tlp.Red, IsFirst: false),
    ];

    static readonly Dictionary<string, TlpMarking> ById = All.ToDictionary(marking => marking.Id, StringComparer.Ordinal);

    /// <summary>The predefined marking of that identifier; null for any other.</summary>
    public static TlpMarking? Of(string id) => ById.GetValueOrDefault(id);

    /// <summary>Identifier of the marking of TLP 2.0 for a level.</summary>
    public static string Id(Tlp level) => All.First(marking => marking.Level == level && !marking.IsFirst).Id;

    /// <summary>The marking-definition of TLP 2.0 for a level, to travel with what it marks.</summary>
    public static StixObject Definition(Tlp level)
    {
        var marking = All.First(one => one.Level == level && !one.IsFirst);
        return StixObject.From(new JsonObject
        {
            ["type"] = "marking-definition", ["spec_version"] = "2.1", ["id"] = marking.Id, ["created"] = "2022-10-01T00:00:00.000Z", ["name"] = marking.Name,
            ["extensions"] = new JsonObject
            {
                [Extension] = new JsonObject { ["extension_type"] = "property-extension", ["tlp_2_0"] = marking.Name[4..].ToLowerInvariant() },
            },
        });
    }
}
