using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Whether a value is one that its property may have.</summary>
static class Values
{
    /// <summary>The value of a property, which may be a list.</summary>
    public static void CheckMany(Scope scope, PropertySpec spec, JsonElement value, string path)
    {
        if (!spec.Many)
        {
            Check(scope, spec, value, path);
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            scope.Must(path, "is no list; put its values into [ ]");
            return;
        }

        var count = value.GetArrayLength();
        if (count == 0 && !spec.MayBeEmpty) scope.Must(path, "is an empty list; leave it out");
        if (count > scope.Options.Limits.ListItems) scope.Must(path, $"has {count} items, more than {scope.Options.Limits.ListItems}; send fewer");
        else
            foreach (var (index, item) in value.EnumerateArray().Index()) Check(scope, spec, item, $"{path}[{index}]");
    }

    /// <summary>One value.</summary>
    public static void Check(Scope scope, PropertySpec spec, JsonElement value, string path)
    {
        switch (spec.Kind)
        {
            case PropertyKind.Any:
                if (value.ValueKind == JsonValueKind.Null) scope.Must(path, "is null; leave it out");
                break;
            case PropertyKind.Flag:
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) scope.Must(path, "is neither true nor false");
                break;
            case PropertyKind.Integer or PropertyKind.Number:
                Numeric(scope, spec, value, path);
                break;
            case PropertyKind.Part or PropertyKind.Dictionary or PropertyKind.Hashes or PropertyKind.Extensions or PropertyKind.Observables or PropertyKind.StartupInfo:
                if (value.ValueKind != JsonValueKind.Object) scope.Must(path, "is no object; put its members into { }");
                else Embedded.Check(scope, spec, value, path);
                break;
            default:
                if (value.ValueKind != JsonValueKind.String) scope.Must(path, "is no text; put it into quotes");
                else Text(scope, spec, value.GetString()!, path);
                break;
        }
    }

    static void Numeric(Scope scope, PropertySpec spec, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number)) scope.Must(path, "is no number");
        else if (spec.Kind == PropertyKind.Integer && (number != Math.Floor(number) || Math.Abs(number) > 9007199254740992)) scope.Must(path, "is no whole number");
        else if (number < spec.Least || number > spec.Most) scope.Must(path, $"{number} is out of bounds; it must be {spec.Least} or more{(double.IsPositiveInfinity(spec.Most) ? "" : $" and {spec.Most} or less")}");
    }

    static void Text(Scope scope, PropertySpec spec, string text, string path)
    {
        var wrong = spec.Kind switch
        {
            PropertyKind.Time => StixTime.TryParse(text, out _) ? null : "is no timestamp; write it like 2026-01-31T12:00:00Z",
            PropertyKind.MillisecondTime => StixTime.TryParse(text, out _) && text.Length >= 24 ? null : "is no timestamp with milliseconds; write it like 2026-01-31T12:00:00.000Z",
            PropertyKind.Identifier => StixId.IsId(text) ? null : "is no identifier; write type--UUID",
            PropertyKind.Reference => StixId.IsId(text) ? Target(spec, text) : "is no identifier; write type--UUID",
            PropertyKind.WeakReference => text.Contains("--", StringComparison.Ordinal) ? Target(spec, text) : null,
            PropertyKind.OneOf => spec.Words.Contains(text, StringComparer.Ordinal) ? null : $"{text} is none of {string.Join(", ", spec.Words)}",
            PropertyKind.Selector => Formats.IsSelector(text) ? null : "is no selector; write it like labels.[0] or name",
            PropertyKind.Vocabulary => Vocabulary(scope, spec, text, path),
            _ => Formats.Wrong(spec.Kind, text),
        };
        if (wrong is not null) scope.Must(path, wrong);
    }

    static string? Target(PropertySpec spec, string reference)
    {
        if (spec.Words.Count == 0) return null;
        var type = StixId.TypeOf(reference);
        var named = spec.Words.Contains(type, StringComparer.Ordinal);
        if (spec.Excludes) return named ? $"points to a {type}, which it must not" : null;
        return named || StixSchema.Family(type) == StixFamily.Custom && spec.Kind == PropertyKind.WeakReference ? null : $"points to a {type}; it must be {string.Join(" or ", spec.Words)}";
    }

    static string? Vocabulary(Scope scope, PropertySpec spec, string text, string path)
    {
        if (!Vocabularies.All[spec.Target].Contains(text)) scope.Should(spec.Target, path, $"{text} is not in the vocabulary; use one of its words if one fits");
        var isFormatted = scope.Subject.Spec.Family == StixFamily.Domain && spec.Target is not ("indicator-pattern-types" or "grouping-context");
        if (isFormatted && !Formats.IsVocabularyWord(text)) scope.Should("open-vocab-format", path, $"write {text} in small letters, with hyphens between words");
        return null;
    }
}
