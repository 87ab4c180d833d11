using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Values that are objects themselves: embedded types, dictionaries, hashes, extensions, and the objects that observed-data once held.</summary>
static class Embedded
{
    static readonly Dictionary<string, int> HashDigits = new(StringComparer.Ordinal)
    {
        ["MD5"] = 32, ["SHA-1"] = 40, ["SHA-256"] = 64, ["SHA-512"] = 128, ["SHA3-256"] = 64, ["SHA3-512"] = 128,
    };

    public static void Check(Scope scope, PropertySpec spec, JsonElement value, string path)
    {
        switch (spec.Kind)
        {
            case PropertyKind.Part:
                Structure.Members(scope, value, StixSchema.Parts[spec.Target], path);
                PartRules.Check(scope, spec.Target, value, path);
                break;
            case PropertyKind.Hashes:
                Hashes(scope, value, path);
                break;
            case PropertyKind.Extensions:
                Extensions(scope, value, path);
                break;
            case PropertyKind.Observables:
                Observables(scope, value, path);
                break;
            default:
                Dictionary(scope, spec, value, path);
                break;
        }
    }

    static void Dictionary(Scope scope, PropertySpec spec, JsonElement value, string path)
    {
        var count = 0;
        foreach (var entry in value.EnumerateObject())
        {
            count++;
            var place = $"{path}.{entry.Name}";
            if (!IsKey(entry.Name)) scope.Must(place, "can be no key; use up to 250 of letters, digits, hyphen and underscore");
            if (entry.Value.ValueKind == JsonValueKind.Null && spec.Kind != PropertyKind.StartupInfo) scope.Must(place, "is null; leave it out");
            DictionaryRules.Check(scope, spec.Name, entry, place);
        }

        if (count == 0) scope.Must(path, "is empty; leave it out");
        if (count > scope.Options.Limits.ListItems) scope.Must(path, $"has {count} members, more than {scope.Options.Limits.ListItems}; send fewer");
    }

    static void Hashes(Scope scope, JsonElement value, string path)
    {
        var any = false;
        foreach (var hash in value.EnumerateObject())
        {
            any = true;
            var place = $"{path}.{hash.Name}";
            if (hash.Name.Length < 3 || !IsKey(hash.Name)) scope.Must(place, "can be no name of a hash; use 3 to 250 of letters, digits, hyphen and underscore");
            else if (hash.Value.ValueKind != JsonValueKind.String) scope.Must(place, "is no text; put it into quotes");
            else if (HashDigits.TryGetValue(hash.Name, out var digits) && !(hash.Value.GetString() is { } text && text.Length == digits && text.All(char.IsAsciiHexDigit)))
                scope.Must(place, $"must be {digits} hexadecimal digits");
            if (!path.StartsWith("external_references", StringComparison.Ordinal)) HashPractice(scope, hash.Name, place);
            else if (!Vocabularies.Hashes.Contains(hash.Name)) scope.Must(place, $"is none of {string.Join(", ", Vocabularies.Hashes)}");
        }

        if (!any) scope.Must(path, "is empty; leave it out");
    }

    static void HashPractice(Scope scope, string name, string place)
    {
        if (!Vocabularies.Hashes.Contains(name) && !name.StartsWith("x_", StringComparison.Ordinal)) scope.Should("hash-algo", place, "is not in the vocabulary of hashes; put x_ before a name of your own");
        if (name.Length > 30) scope.Should("hash-length", place, "has more than 30 letters; give it a shorter name");
    }

    static void Extensions(Scope scope, JsonElement value, string path)
    {
        var any = false;
        foreach (var extension in value.EnumerateObject())
        {
            any = true;
            var place = $"{path}.{extension.Name}";
            var isDefined = extension.Name.StartsWith("extension-definition--", StringComparison.Ordinal) && StixId.IsId(extension.Name);
            if (!isDefined && !(extension.Name.EndsWith("-ext", StringComparison.Ordinal) && StixId.IsType(System.Text.Encoding.UTF8.GetBytes(extension.Name))))
                scope.Must(place, "can be no name of an extension; use the id of an extension-definition");
            else if (extension.Value.ValueKind != JsonValueKind.Object || !extension.Value.EnumerateObject().Any()) scope.Must(place, "is no object with members");
            else if (isDefined) ExtensionType(scope, extension.Value, place);
            else if (StixSchema.Extensions.TryGetValue(extension.Name, out var known) && known.Of.Equals(scope.Subject.Type, StringComparison.Ordinal))
            {
                Structure.Members(scope, extension.Value, known.Spec, place);
                PartRules.Check(scope, extension.Name, extension.Value, place);
            }
        }

        if (!any) scope.Must(path, "is empty; leave it out");
    }

    static void ExtensionType(Scope scope, JsonElement extension, string place)
    {
        var isKnown = extension.TryGetProperty("extension_type", out var kind) && kind.ValueKind == JsonValueKind.String
            && kind.GetString() is "new-sdo" or "new-sco" or "new-sro" or "property-extension" or "toplevel-property-extension";
        if (!isKnown) scope.Must($"{place}.extension_type", "is missing or unknown; use new-sdo, new-sco, new-sro, property-extension or toplevel-property-extension");
        foreach (var member in extension.EnumerateObject())
            if (!Structure.IsName(member.Name)) scope.Must($"{place}.{member.Name}", "can be no name; use 3 to 250 of a-z, 0-9 and underscore");
    }

    /// <summary>The objects of observed-data, as 2.0 had them.</summary>
    static void Observables(Scope scope, JsonElement value, string path)
    {
        var (outer, prefix) = (scope.Subject, scope.Prefix);
        var any = false;
        foreach (var entry in value.EnumerateObject())
        {
            any = true;
            var place = $"{path}.{entry.Name}";
            if (!entry.Name.All(char.IsAsciiDigit)) scope.Should("observable-object-keys", place, "should be a whole number");
            if (entry.Value.ValueKind != JsonValueKind.Object) scope.Must(place, "is no object");
            else
            {
                scope.Enter(prefix.Length == 0 ? place : $"{prefix}.{place}", Subject.Of(entry.Value));
                Structure.Check(scope);
                Conditions.Check(scope);
                scope.Enter(prefix, outer);
            }
        }

        if (!any) scope.Must(path, "is empty; leave it out");
    }

    static bool IsKey(string key) => key.Length <= 250 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
}
