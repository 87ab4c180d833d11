using System.Runtime.InteropServices;
using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Required properties, kinds of values and names of an object, as the table of its type has them.</summary>
static class Structure
{
    static readonly HashSet<string> Reserved = new(["severity", "action", "username", "usernames", "phone_numbers"], StringComparer.Ordinal);

    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        if (!StixId.IsType(System.Text.Encoding.UTF8.GetBytes(subject.Type)) || subject.Type.Contains("--", StringComparison.Ordinal) || subject.Type is "action")
            scope.Must("type", $"{subject.Type} can be no type; use 3 to 250 of a-z, 0-9 and single hyphens, a letter first");
        if (subject.Text("id") is { } id && !id.StartsWith(subject.Type + "--", StringComparison.Ordinal)) scope.Must("id", $"must start with {subject.Type}--");
        if (subject.Type is not "bundle" && JsonMarshal.GetRawUtf8Value(subject.Json).Length > scope.Options.Limits.ObjectBytes)
            scope.Must("", $"has more than {scope.Options.Limits.ObjectBytes} bytes; leave out large contents");
        Members(scope, subject.Json, subject.Spec, "");
        if (subject.IsCustom)
            foreach (var property in subject.Json.EnumerateObject())
                if (subject.Spec.Find(property.Name) is null) Custom(scope, property, property.Name);
        if (scope.Options.AdditionalSchemas.Count > 0) Additional(scope);
    }

    /// <summary>The members of an object, an embedded value or an extension.</summary>
    public static void Members(Scope scope, JsonElement json, TypeSpec spec, string path)
    {
        foreach (var property in spec.Properties)
        {
            var place = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (json.TryGetProperty(property.Name, out var value)) Values.CheckMany(scope, property, value, place);
            else if (property.Required) scope.Must(place, "is missing; it is required");
        }

        var isObject = path.Length == 0;
        if (isObject && spec.Family == StixFamily.Custom) return;
        foreach (var property in json.EnumerateObject())
            if (spec.Find(property.Name) is null) Custom(scope, property, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
    }

    /// <summary>A property that the specification does not define: its name and value obey the general rules all the same (§3.1, §11.1).</summary>
    static void Custom(Scope scope, JsonProperty property, string place)
    {
        var name = property.Name;
        if (Reserved.Contains(name)) scope.Must(place, "is reserved by the specification; give it another name");
        else if (!IsName(name)) scope.Must(place, "can be no name; use 3 to 250 of a-z, 0-9 and underscore, a letter first");
        var value = property.Value;
        if (value.ValueKind == JsonValueKind.Null) scope.Must(place, "is null; leave it out");
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) scope.Must(place, "is an empty list; leave it out");
        else if (name.EndsWith("_bin", StringComparison.Ordinal) && !(value.ValueKind == JsonValueKind.String && Formats.IsBase64(value.GetString()!))) scope.Must(place, "is no base64; the ending _bin says so");
        else if (name.EndsWith("_hex", StringComparison.Ordinal) && !(value.ValueKind == JsonValueKind.String && Formats.IsHex(value.GetString()!))) scope.Must(place, "is no pairs of hexadecimal digits; the ending _hex says so");
    }

    internal static bool IsName(string name) =>
        name.Length is >= 3 and <= 250 && char.IsAsciiLetterLower(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_') || name is "id";

    static void Additional(Scope scope)
    {
        var subject = scope.Subject;
        if (scope.Options.AdditionalSchemas.TryGetValue(subject.Type, out var own)) Report(scope, JsonShape.Wrong(own, subject.Json), "");
        if (subject.Object("extensions") is not { } extensions) return;
        foreach (var extension in extensions.EnumerateObject())
        {
            if (!scope.Options.AdditionalSchemas.TryGetValue(extension.Name, out var schema)) continue;
            var isTop = extension.Value.ValueKind == JsonValueKind.Object && extension.Value.TryGetProperty("extension_type", out var kind) && kind.ValueEquals("toplevel-property-extension");
            Report(scope, JsonShape.Wrong(schema, isTop ? subject.Json : extension.Value), isTop ? "" : $"extensions.{extension.Name}");
        }
    }

    static void Report(Scope scope, string? wrong, string path)
    {
        if (wrong is not null) scope.Must(path, wrong + " (a schema of your own asks for it)");
    }
}
