using System.Text.Json;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Marking definitions, and selectors that must find something.</summary>
static class MarkingRules
{
    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        if (subject.Json.TryGetProperty("granular_markings", out var granular) && granular.ValueKind == JsonValueKind.Array)
            foreach (var (index, marking) in granular.EnumerateArray().Index())
                if (marking.ValueKind == JsonValueKind.Object) Granular(scope, subject, marking, $"granular_markings[{index}]");
        if (subject.Type is not "marking-definition") return;
        Definition(scope, subject);
        if (subject.Text("id") is { } id && subject.Json.TryGetProperty("object_marking_refs", out var refs) && refs.ValueKind == JsonValueKind.Array
            && refs.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(id)))
            scope.Must("object_marking_refs", "points to the marking itself; a marking cannot mark itself");
    }

    static void Granular(Scope scope, Subject subject, JsonElement marking, string path)
    {
        if (subject.Type is "marking-definition" && subject.Text("id") is { } id && marking.TryGetProperty("marking_ref", out var target) && target.ValueKind == JsonValueKind.String && target.ValueEquals(id))
            scope.Must($"{path}.marking_ref", "points to the marking itself; a marking cannot mark itself");
        if (!marking.TryGetProperty("selectors", out var selectors) || selectors.ValueKind != JsonValueKind.Array) return;
        foreach (var selector in selectors.EnumerateArray())
            if (selector.ValueKind == JsonValueKind.String && !Selector.Find(subject.Json, selector.GetString()!, out _)) scope.Must($"{path}.selectors", $"{selector.GetString()} finds nothing in the object");
    }

    static void Definition(Scope scope, Subject subject)
    {
        var kind = subject.Text("definition_type");
        var definition = subject.Object("definition");
        if (!subject.Has("extensions") && (kind is null || !subject.Has("definition"))) scope.Must("", "must have definition_type and definition, or an extension");
        if (subject.Has("definition") && definition is null) scope.Must("definition", "is no object");
        if (kind is "statement" && definition is { } text && !(text.TryGetProperty("statement", out var statement) && statement.ValueKind == JsonValueKind.String))
            scope.Must("definition.statement", "is missing or no text");
        if (kind is "tlp" && !IsPredefined(subject, definition)) scope.Must("", "is none of the TLP markings of the specification; use theirs and make none of your own (§7.2.1.4)");
        if (kind is not (null or "statement" or "tlp"))
        {
            scope.Should("marking-definition-type", "definition_type", "should be statement or tlp; for others use an extension");
            scope.Should("extensions-use", "definition_type", "is of your own; use an extension instead");
        }
    }

    static bool IsPredefined(Subject subject, JsonElement? definition)
    {
        if (definition is not { } body || !body.TryGetProperty("tlp", out var colour) || colour.ValueKind != JsonValueKind.String) return false;
        return subject.Text("created") is "2017-01-20T00:00:00.000Z" && subject.Text("name") is { } name && name.Equals("TLP:" + colour.GetString()!.ToUpperInvariant(), StringComparison.Ordinal)
            && subject.Text("id") is { } id && TlpMarkings.Of(id) is { IsFirst: true } known && known.Name.Equals(name, StringComparison.Ordinal);
    }
}
