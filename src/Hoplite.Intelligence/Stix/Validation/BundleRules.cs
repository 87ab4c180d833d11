using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>What holds between the objects of a bundle.</summary>
static class BundleRules
{
    public static void Check(Scope scope, JsonElement objects)
    {
        if (objects.GetArrayLength() == 0) scope.Must("objects", "is an empty list; leave it out");
        var versions = new HashSet<(string, string)>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in objects.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "id") is not { } id) continue;
            ids.Add(id);
            if (Text(item, "modified") is { } modified && !versions.Add((id, modified)))
                scope.Should("duplicate-ids", "objects", $"{id} stands there twice with the same modified; give each version a time of its own");
        }

        if (!scope.Options.EnforceReferences) return;
        foreach (var item in objects.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "type") is not "relationship") continue;
            foreach (var end in (string[])["source_ref", "target_ref"])
                if (Text(item, end) is { } target && !ids.Contains(target)) scope.Must("objects", $"{end} points to {target}, which is not in the bundle; put it in");
        }
    }

    static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
