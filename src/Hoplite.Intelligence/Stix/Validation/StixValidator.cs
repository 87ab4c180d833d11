using System.Text.Json;
using Hoplite.Intelligence.Stix.Reading;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>
/// Looks at STIX 2.1 in depth: what must be (structure, formats, references, times) and what should be (the best practices of <see cref="StixChecks"/>),
/// in one object or a bundle. Where acceptance is all that is asked, <see cref="StixReader"/> is many times faster.
/// </summary>
public static class StixValidator
{
    /// <summary>Validates one object or a bundle. No input makes it throw.</summary>
    public static StixReport Validate(ReadOnlyMemory<byte> utf8, StixValidationOptions? options = null)
    {
        options ??= StixValidationOptions.Default;
        if (utf8.Length > options.Limits.BundleBytes) return Refuse($"the text has {utf8.Length} bytes, more than {options.Limits.BundleBytes}; send it in parts");
        if (!StixJson.IsWhole(utf8.Span)) return Refuse("a text in it holds half a character; write whole ones in UTF-8");
        try
        {
            using var document = JsonDocument.Parse(utf8, StixJson.Strict);
            return Validate(document.RootElement, options);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate ends in.
            return Refuse($"this is no JSON that has one meaning: {wrong.Message}");
        }
    }

    /// <summary>Validates one object or a bundle that was parsed.</summary>
    public static StixReport Validate(JsonElement json, StixValidationOptions? options = null)
    {
        var scope = new Scope(options ?? StixValidationOptions.Default);
        foreach (var name in scope.Options.Disabled.Concat(scope.Options.Enabled))
            if (!StixChecks.IsKnown(name)) return Refuse($"there is no check called {name}; see the list of checks");
        try
        {
            if (json.ValueKind != JsonValueKind.Object) return Refuse("a STIX object is a JSON object");
            Object(scope, json, "", inBundle: false);
            return scope.Report;
        }
        catch (InvalidOperationException wrong)
        {
            return Refuse($"a text in it cannot be read: {wrong.Message}");
        }
    }

    static void Object(Scope scope, JsonElement json, string path, bool inBundle)
    {
        var subject = Subject.Of(json);
        scope.Enter(path, subject);
        if (subject.Type.Length == 0)
        {
            scope.Must("type", "is missing; say what kind of object it is");
            return;
        }

        if (inBundle && IsOld(subject))
        {
            OldObject.Check(scope);
            return;
        }

        Structure.Check(scope);
        Conditions.Check(scope);
        MarkingRules.Check(scope);
        Practices.Check(scope);
        if (subject.Type is "bundle") Bundle(scope, subject, path);
    }

    /// <summary>In a bundle of 2.1 an object without a version is one of 2.0 (§3.2).</summary>
    static bool IsOld(Subject subject) =>
        subject.Spec.Family is StixFamily.Domain or StixFamily.Relationship or StixFamily.Custom or StixFamily.Meta && subject.Text("spec_version") is null or "2.0";

    static void Bundle(Scope scope, Subject bundle, string path)
    {
        if (!bundle.Json.TryGetProperty("objects", out var objects) || objects.ValueKind != JsonValueKind.Array) return;
        BundleRules.Check(scope, objects);
        var index = 0;
        foreach (var item in objects.EnumerateArray())
        {
            var place = $"{(path.Length == 0 ? "" : path + ".")}objects[{index++}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                scope.Enter(place, Subject.None);
                scope.Must("", "is no object; a bundle holds STIX objects only");
            }
            else
            {
                Object(scope, item, place, inBundle: true);
            }
        }
    }

    static StixReport Refuse(string message) => new([new StixFinding("", message, "", true)]);
}
