using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>
/// Types, properties and extensions that the specification does not define. They should come by an extension (§7.3); whoever switches that off is held to prefixes,
/// as the versions before had it. An observable is extended under the name of an extension, its top level is left alone.
/// </summary>
static class CustomContent
{
    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        if (subject.IsCustom)
        {
            Type(scope, subject);
            return;
        }

        var hasTop = !subject.IsObservable && subject.ExtensionTypes().Contains("toplevel-property-extension", StringComparer.Ordinal);
        foreach (var property in subject.Json.EnumerateObject())
        {
            var known = subject.Spec.Find(property.Name);
            if (known is null) Name(scope, property.Name, property.Name, hasTop);
            else if (subject.IsObservable && known.Kind == PropertyKind.Part) Parts(scope, known, property.Value, property.Name);
        }

        if (subject.IsObservable && subject.Object("extensions") is { } extensions) Extensions(scope, subject, extensions);
    }

    static void Type(Scope scope, Subject subject)
    {
        if (scope.Options.StrictTypes) scope.Asked("strict-types", "type", $"{subject.Type} is no type of the specification");
        if (!subject.ExtensionTypes().Any(type => type is "new-sdo" or "new-sco" or "new-sro")) scope.Should("extensions-use", "type", $"{subject.Type} is a type of your own; tell by an extension what it is");
        if (!HasLongPrefix(subject.Type, '-')) scope.Should("custom-prefix", "type", $"{subject.Type} should be x-, a name of the source, a hyphen and the name");
        if (!HasShortPrefix(subject.Type, '-')) scope.Should("custom-prefix-lax", "type", $"{subject.Type} should start with x-");
    }

    static void Extensions(Scope scope, Subject subject, JsonElement extensions)
    {
        foreach (var extension in extensions.EnumerateObject())
        {
            var name = extension.Name;
            var path = $"extensions.{name}";
            if (StixSchema.Extensions.TryGetValue(name, out var known) && known.Of.Equals(subject.Type, StringComparison.Ordinal))
            {
                if (extension.Value.ValueKind != JsonValueKind.Object) continue;
                foreach (var member in extension.Value.EnumerateObject())
                {
                    var spec = known.Spec.Find(member.Name);
                    if (spec is null) Name(scope, member.Name, $"{path}.{member.Name}", allowed: false);
                    else if (spec.Kind == PropertyKind.Part) Parts(scope, spec, member.Value, $"{path}.{member.Name}");
                }
            }
            else if (!name.StartsWith("extension-definition--", StringComparison.Ordinal))
            {
                scope.Should("extensions-use", path, "should go by the id of an extension-definition");
                var stem = name.EndsWith("-ext", StringComparison.Ordinal) ? name[..^4] : "";
                if (!HasLongPrefix(stem, '-')) scope.Should("custom-prefix", path, "should be x-, a name of the source, a hyphen, the name and -ext");
                if (!HasShortPrefix(stem, '-')) scope.Should("custom-prefix-lax", path, "should start with x- and end in -ext");
            }
        }
    }

    static void Parts(Scope scope, PropertySpec part, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index()) Parts(scope, part, item, $"{path}[{index}]");
            return;
        }

        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var member in value.EnumerateObject())
            if (StixSchema.Parts[part.Target].Find(member.Name) is null) Name(scope, member.Name, $"{path}.{member.Name}", allowed: false);
    }

    static void Name(Scope scope, string name, string path, bool allowed)
    {
        if (scope.Options.StrictProperties) scope.Asked("strict-properties", path, "is no property of the specification");
        if (!allowed) scope.Should("extensions-use", path, "is a property of your own; put it into an extension");
        if (!HasLongPrefix(name, '_')) scope.Should("custom-prefix", path, "should be x_, a name of the source, an underscore and the name");
        if (!HasShortPrefix(name, '_')) scope.Should("custom-prefix-lax", path, "should start with x_");
    }

    internal static bool HasLongPrefix(string name, char mark)
    {
        if (!HasShortPrefix(name, mark)) return false;
        var next = name.IndexOf(mark, 3);
        return next > 0 && next < name.Length - 1;
    }

    internal static bool HasShortPrefix(string name, char mark) => name.Length > 2 && name[0] == 'x' && name[1] == mark;
}
