using System.Text.Json;
using Hoplite.Intelligence.Stix.Schema;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>What must hold between the properties of an object.</summary>
static class Conditions
{
    static readonly HashSet<string> NeedOneOfTheirOwn = new(["process", "user-account", "windows-registry-key", "x509-certificate"], StringComparer.Ordinal);

    static readonly (string Type, string Later, string Earlier, bool MayBeEqual)[] Orders =
    [
        ("", "modified", "created", true), ("campaign", "last_seen", "first_seen", true), ("indicator", "valid_until", "valid_from", false),
        ("infrastructure", "last_seen", "first_seen", true), ("intrusion-set", "last_seen", "first_seen", true), ("malware", "last_seen", "first_seen", true),
        ("malware-analysis", "analysis_ended", "analysis_started", true), ("observed-data", "last_observed", "first_observed", true),
        ("relationship", "stop_time", "start_time", false), ("sighting", "last_seen", "first_seen", true), ("threat-actor", "last_seen", "first_seen", true),
        ("network-traffic", "end", "start", true),
    ];

    public static void Check(Scope scope)
    {
        var subject = scope.Subject;
        Times(scope, subject);
        switch (subject.Type)
        {
            case "observed-data": ObservedData(scope, subject); break;
            case "malware" when subject.Json.TryGetProperty("is_family", out var family) && family.ValueKind == JsonValueKind.True && !subject.Has("name"): scope.Must("name", "is missing; a family of malware must have one"); break;
            case "malware-analysis" when !subject.Has("result") && !subject.Has("analysis_sco_refs"): scope.Must("", "must have a result or analysis_sco_refs"); break;
            case "location": Location(scope, subject); break;
            case "artifact": Artifact(scope, subject); break;
            case "email-message": Mail(scope, subject); break;
            case "file" when !subject.Has("hashes") && !subject.Has("name"): scope.Must("", "must have hashes or a name"); break;
            case "network-traffic": Traffic(scope, subject); break;
            case "extension-definition": Definition(scope, subject); break;
            case "software" when subject.Json.TryGetProperty("languages", out var languages) && languages.ValueKind == JsonValueKind.Array: Languages(scope, languages); break;
        }

        if (NeedOneOfTheirOwn.Contains(subject.Type) && !subject.Json.EnumerateObject().Any(property => IsOwn(subject, property.Name)))
            scope.Must("", $"has no property of a {subject.Type}; give one at the least");
        if (subject.Text("lang") is { } lang && !Registered.IsLanguage(lang)) scope.Must("lang", "is no language; write it as RFC 5646 does, like de or pt-BR");
        Ids(scope, subject);
    }

    static bool IsOwn(Subject subject, string name) => name is "extensions" || subject.Spec.Find(name) is not null && StixSchema.UnknownObservable.Find(name) is null;

    static void Times(Scope scope, Subject subject)
    {
        foreach (var (type, later, earlier, mayBeEqual) in Orders)
        {
            if (type.Length > 0 && !type.Equals(subject.Type, StringComparison.Ordinal)) continue;
            if (subject.Time(later) is not { } last || subject.Time(earlier) is not { } first) continue;
            if (last < first || !mayBeEqual && last == first) scope.Must(later, $"{last} must be later than {earlier} ({first}){(mayBeEqual ? " or the same" : "")}");
        }
    }

    static void ObservedData(Scope scope, Subject subject)
    {
        if (subject.Has("objects") == subject.Has("object_refs")) scope.Must("", "must have either object_refs or, of old, objects");
        if (subject.Has("objects")) scope.Should("deprecated-properties", "objects", "is of old; put the observables beside it and point to them by object_refs");
    }

    static void Location(Scope scope, Subject subject)
    {
        bool latitude = subject.Has("latitude"), longitude = subject.Has("longitude");
        if (latitude != longitude) scope.Must("", "must have both latitude and longitude, or neither");
        if (!subject.Has("region") && !subject.Has("country") && !(latitude && longitude)) scope.Must("", "must have a region, a country, or latitude and longitude");
        if (subject.Has("precision") && !(latitude && longitude)) scope.Must("precision", "needs latitude and longitude");
    }

    static void Artifact(Scope scope, Subject subject)
    {
        bool payload = subject.Has("payload_bin"), url = subject.Has("url");
        if (payload == url) scope.Must("", "must have either payload_bin or url");
        if (url && !subject.Has("hashes")) scope.Must("hashes", "is missing; where there is a url, hashes tell what lies there");
        if (subject.Has("decryption_key") && !subject.Has("encryption_algorithm")) scope.Must("decryption_key", "needs encryption_algorithm");
    }

    static void Mail(Scope scope, Subject subject)
    {
        if (!subject.Json.TryGetProperty("is_multipart", out var multipart)) return;
        if (multipart.ValueKind == JsonValueKind.True && subject.Has("body")) scope.Must("body", "must not be there, as is_multipart is true; use body_multipart");
        if (multipart.ValueKind == JsonValueKind.False && subject.Has("body_multipart")) scope.Must("body_multipart", "must not be there, as is_multipart is false; use body");
    }

    static void Traffic(Scope scope, Subject subject)
    {
        if (!subject.Has("src_ref") && !subject.Has("dst_ref")) scope.Must("", "must have src_ref or dst_ref");
        if (subject.Json.TryGetProperty("is_active", out var active) && active.ValueKind == JsonValueKind.True && subject.Has("end")) scope.Must("end", "must not be there while is_active is true");
    }

    static void Definition(Scope scope, Subject subject)
    {
        var isTop = subject.Json.TryGetProperty("extension_types", out var types) && types.ValueKind == JsonValueKind.Array
            && types.EnumerateArray().Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals("toplevel-property-extension"));
        if (subject.Has("extension_properties") && !isTop) scope.Must("extension_properties", "is for a toplevel-property-extension only");
        if (isTop && !subject.Has("extension_properties")) scope.Should("extension-properties", "extension_properties", "should name the properties that the extension adds");
        if (!subject.Has("description")) scope.Should("extension-description", "description", "should tell what the extension is for");
    }

    static void Languages(Scope scope, JsonElement languages)
    {
        foreach (var (index, language) in languages.EnumerateArray().Index())
            if (language.ValueKind == JsonValueKind.String && !Registered.IsLanguage(language.GetString()!)) scope.Must($"languages[{index}]", "is no language; write it like en or eng");
    }

    /// <summary>An observable whose name cannot follow from what it is has a random one.</summary>
    static void Ids(Scope scope, Subject subject)
    {
        if (subject.Spec.Family != StixFamily.Observable || !StixId.TryParse(subject.Text("id"), out var id) || id.Version == 4) return;
        var contributing = StixIds.ContributingProperties(subject.Type);
        if (!contributing.Any(subject.Has)) scope.Must("id", contributing.Count == 0 ? $"must be a random UUIDv4 for a {subject.Type}" : $"must be a random UUIDv4, as none of {string.Join(", ", contributing)} is there");
    }
}
