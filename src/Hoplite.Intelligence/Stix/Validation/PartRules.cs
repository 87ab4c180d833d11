using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>What must hold between the members of an embedded value or an extension.</summary>
static class PartRules
{
    static readonly HashSet<string> AtLeastOne = new(
        ["registry-value", "x509-v3", "pe-optional-header", "ntfs-ext", "pdf-ext", "raster-image-ext", "tcp-ext", "windows-process-ext", "windows-service-ext", "unix-account-ext"], StringComparer.Ordinal);

    public static void Check(Scope scope, string part, JsonElement value, string path)
    {
        if (AtLeastOne.Contains(part) && !value.EnumerateObject().Any(member => IsOwn(part, member.Name))) scope.Must(path, "has none of its properties; give one at the least");
        switch (part)
        {
            case "external-reference": ExternalReference(scope, value, path); break;
            case "granular-marking" when Has(value, "lang") == Has(value, "marking_ref"): scope.Must(path, "must have either marking_ref or lang"); break;
            case "mime-part" when Has(value, "body") == Has(value, "body_raw_ref"): scope.Must(path, "must have either body or body_raw_ref"); break;
            case "windows-pebinary-ext": Binary(scope, value, path); break;
        }
    }

    static void Binary(Scope scope, JsonElement value, string path)
    {
        if (!value.EnumerateObject().Any(member => member.Name is not "pe_type" && IsOwn("windows-pebinary-ext", member.Name))) scope.Must(path, "has pe_type only; give one more of its properties");
        if (Text(value, "time_date_stamp") is { Length: > 20 }) scope.Must($"{path}.time_date_stamp", "has parts of a second; the stamp of a binary has none");
    }

    static void ExternalReference(Scope scope, JsonElement value, string path)
    {
        var (source, id) = (Text(value, "source_name"), Text(value, "external_id"));
        if (source is "cve" && !IsCve(id)) scope.Must($"{path}.external_id", "is no CVE number; write it like CVE-2026-1234");
        else if (source is "capec" && !IsCapec(id)) scope.Must($"{path}.external_id", "is no CAPEC number; write it like CAPEC-98");
        else if (source is not ("cve" or "capec") && (IsCve(id) || IsCapec(id))) scope.Must($"{path}.source_name", $"must be {(IsCve(id) ? "cve" : "capec")}, as the number says");
        if (id is null && !Has(value, "description") && !Has(value, "url")) scope.Must(path, "has a source only; give a description, a url or an external_id");
    }

    static bool IsCve(string? text)
    {
        if (text?.Split('-') is not ["CVE", { Length: 4 } year, { Length: >= 4 } number]) return false;
        return year.All(char.IsAsciiDigit) && number.All(char.IsAsciiDigit) && (number[0] != '0' || number.Length == 4);
    }

    static bool IsCapec(string? text) => text?.StartsWith("CAPEC-", StringComparison.Ordinal) == true && text.Length > 6 && text.AsSpan(6).IndexOfAnyExceptInRange('0', '9') < 0;

    static bool IsOwn(string part, string name) =>
        (StixSchema.Parts.TryGetValue(part, out var spec) ? spec : StixSchema.Extensions[part].Spec).Find(name) is not null;

    static bool Has(JsonElement value, string name) => value.TryGetProperty(name, out _);

    static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
