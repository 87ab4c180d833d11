using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Best practices of single properties; the larger ones stand on their own.</summary>
static class Practices
{
    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        CustomContent.Check(scope);
        RelationshipPractice.Check(scope);
        PatternPractice.Check(scope);
        Uuid(scope, subject);
        KillChain(scope, subject);
        References(scope, subject);
        switch (subject.Type)
        {
            case "indicator" when !subject.Has("name") || !subject.Has("description"): scope.Should("indicator-properties", "", "should have a name and a description"); break;
            case "malware-analysis" when subject.Text("product") is { } product && !product.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'):
                scope.Should("malware-analysis-product", "product", "should be in small letters with hyphens between words"); break;
            case "location" when subject.Text("country") is { } country && !Registered.Countries.Contains(country.ToUpperInvariant()): scope.Should("countries", "country", "should be two letters of ISO 3166-1"); break;
            case "file" when subject.Text("mime_type") is { } mime && !Formats.IsMime(mime): scope.Should("mime-type", "mime_type", "should be a registered media type, like application/zip"); break;
            case "network-traffic": Traffic(scope, subject); break;
            case "process": Priority(scope, subject); break;
        }

        if (subject.IsObservable) Keys(scope, subject.Json, "");
    }

    static void Uuid(Scope scope, Subject subject)
    {
        if (!StixId.TryParse(subject.Text("id"), out var id)) return;
        var contributing = StixIds.ContributingProperties(subject.Type);
        var wanted = subject.IsObservable && (contributing.Any(subject.Has) || subject.IsCustom) ? 5 : 4;
        if (id.Version != wanted) scope.Should("uuid-check", "id", $"has a UUID of version {id.Version}; it should be {wanted}");
    }

    static void KillChain(Scope scope, Subject subject)
    {
        if (!subject.Json.TryGetProperty("kill_chain_phases", out var phases) || phases.ValueKind != JsonValueKind.Array) return;
        foreach (var (index, phase) in phases.EnumerateArray().Index())
        {
            if (phase.ValueKind != JsonValueKind.Object) continue;
            foreach (var name in (string[])["kill_chain_name", "phase_name"])
                if (phase.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && !Formats.IsVocabularyWord(value.GetString()!))
                    scope.Should("kill-chain-names", $"kill_chain_phases[{index}].{name}", "should be in small letters with hyphens between words");
        }
    }

    static void References(Scope scope, Subject subject)
    {
        if (!subject.Json.TryGetProperty("external_references", out var references) || references.ValueKind != JsonValueKind.Array) return;
        foreach (var (index, reference) in references.EnumerateArray().Index())
            if (reference.ValueKind == JsonValueKind.Object && reference.TryGetProperty("url", out _) && !reference.TryGetProperty("hashes", out _))
                scope.Should("extref-hashes", $"external_references[{index}]", "has a url and no hashes; add hashes of what lies there");
    }

    static void Traffic(Scope scope, Subject subject)
    {
        if (!subject.Has("src_port") || !subject.Has("dst_port")) scope.Should("network-traffic-ports", "", "should have both src_port and dst_port");
        if (!subject.Json.TryGetProperty("protocols", out var protocols) || protocols.ValueKind != JsonValueKind.Array) return;
        foreach (var (index, protocol) in protocols.EnumerateArray().Index())
            if (protocol.ValueKind == JsonValueKind.String && !(protocol.GetString() is { Length: > 0 and <= 15 } name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')))
                scope.Should("protocols", $"protocols[{index}]", "is no registered name of a service or protocol");
    }

    static void Priority(Scope scope, Subject subject)
    {
        if (subject.Object("extensions") is { } extensions && extensions.TryGetProperty("windows-process-ext", out var process) && process.ValueKind == JsonValueKind.Object
            && process.TryGetProperty("priority", out var priority) && priority.ValueKind == JsonValueKind.String && !(priority.GetString() is { Length: > 6 } text && text.EndsWith("_CLASS", StringComparison.Ordinal)))
            scope.Should("windows-process-priority-format", "extensions.windows-process-ext.priority", "should end in _CLASS");
    }

    /// <summary>Keys are in small letters, but for dictionaries whose keys come from elsewhere.</summary>
    static void Keys(Scope scope, JsonElement json, string path)
    {
        foreach (var member in json.EnumerateObject())
        {
            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Name.Any(char.IsAsciiLetterUpper)) scope.Should("observable-dictionary-keys", place, "should be in small letters");
            if (member.Value.ValueKind == JsonValueKind.Object && !IsForeign(member.Name)) Keys(scope, member.Value, place);
        }
    }

    static bool IsForeign(string name) => name is "hashes" or "file_header_hashes" or "request_header" or "additional_header_fields" or "document_info_dict" or "exif_tags" or "ipfix" or "options" or "environment_variables" or "startup_info";
}
