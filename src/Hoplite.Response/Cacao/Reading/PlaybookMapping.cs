using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao;

/// <summary>Turns an object that fits the schema into a playbook.</summary>
static class PlaybookMapping
{
    public static Playbook Map(JsonObject json, JsonElement root) => new()
    {
        Json = json,
        Id = root.Text("id")!,
        Name = root.Text("name")!,
        Description = root.Text("description"),
        Types = root.Texts("playbook_types"),
        Activities = root.Texts("playbook_activities"),
        ProcessingSummary = root.Members("playbook_processing_summary").ToDictionary(m => m.Name, m => m.Value.ValueKind == JsonValueKind.True),
        CreatedBy = root.Text("created_by")!,
        Created = root.Time("created")!.Value,
        Modified = root.Time("modified")!.Value,
        Revoked = root.Flag("revoked"),
        ValidFrom = root.Time("valid_from"),
        ValidUntil = root.Time("valid_until"),
        DerivedFrom = root.Texts("derived_from"),
        RelatedTo = root.Texts("related_to"),
        Priority = (int?)root.Number("priority"),
        Severity = (int?)root.Number("severity"),
        Impact = (int?)root.Number("impact"),
        IndustrySectors = root.Texts("industry_sectors"),
        Labels = root.Texts("labels"),
        ExternalReferences = root.References(),
        Markings = root.Texts("markings"),
        Variables = Variables(root, "playbook_variables"),
        WorkflowStart = root.Text("workflow_start")!,
        WorkflowException = root.Text("workflow_exception"),
        Workflow = root.Members("workflow").ToDictionary(m => m.Name, m => StepMapping.Map(m.Name, m.Value), StringComparer.Ordinal),
        Extensions = Copy(root, "playbook_extensions"),
        AuthenticationInfos = root.Members("authentication_info_definitions").ToDictionary(m => m.Name, m => Authentication(m.Name, m.Value), StringComparer.Ordinal),
        Agents = Parties(root, "agent_definitions"),
        Targets = Parties(root, "target_definitions"),
        ExtensionDefinitions = root.Members("extension_definitions").ToDictionary(m => m.Name, m => JsonObject.Create(m.Value.Clone()) ?? [], StringComparer.Ordinal),
        DataMarkings = root.Members("data_marking_definitions").ToDictionary(m => m.Name, m => Marking(m.Name, m.Value), StringComparer.Ordinal),
        Signatures = root.TryGetProperty("signatures", out var all) ? [.. all.EnumerateArray().Select(s => JsonObject.Create(s.Clone())!)] : [],
    };

    public static Dictionary<string, PlaybookVariable> Variables(JsonElement owner, string name) =>
        owner.Members(name).Where(m => m.Value.ValueKind == JsonValueKind.Object).ToDictionary(
            m => m.Name,
            m => new PlaybookVariable(m.Name, m.Value.Text("type") ?? "string", m.Value.Text("value"), m.Value.Flag("constant"), m.Value.Flag("external"), m.Value.Text("description")),
            StringComparer.Ordinal);

    public static JsonObject? Copy(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? JsonObject.Create(value.Clone()) : null;

    static Dictionary<string, Party> Parties(JsonElement root, string name) =>
        root.Members(name).Where(m => m.Value.ValueKind == JsonValueKind.Object).ToDictionary(m => m.Name, m => Party(m.Name, m.Value), StringComparer.Ordinal);

    static Party Party(string id, JsonElement value)
    {
        value.TryGetProperty("contact", out var contact);
        return new Party(id, value.Text("type") ?? "", value.Text("name") ?? id)
        {
            Description = value.Text("description"),
            Addresses = value.Members("address").Where(m => m.Value.ValueKind == JsonValueKind.Array)
                .ToDictionary(m => m.Name, m => (IReadOnlyList<string>)[.. m.Value.EnumerateArray().Select(a => a.ToString())], StringComparer.Ordinal),
            Port = value.Text("port"),
            Authentication = value.Text("authentication_info"),
            Emails = contact.Members("email").ToDictionary(m => m.Name, m => m.Value.ToString(), StringComparer.Ordinal),
            Phones = contact.Members("phone").ToDictionary(m => m.Name, m => m.Value.ToString(), StringComparer.Ordinal),
            Categories = value.Texts("category"),
            Json = JsonObject.Create(value.Clone())!,
        };
    }

    static AuthenticationInfo Authentication(string id, JsonElement value)
    {
        var kms = value.Flag("kms");
        var secret = kms ? value.Text("kms_key_identifier") : null;
        var clear = !kms && ((value.Text("password") ?? value.Text("token")) is { Length: > 0 } text && !text.StartsWith("__", StringComparison.Ordinal));
        return new AuthenticationInfo(id, value.Text("type") ?? "", value.Text("user_id") ?? value.Text("username"), secret, value.Text("oauth_header"), clear) { NeedsSecretName = kms };
    }

    static DataMarking Marking(string id, JsonElement value) =>
        new(id, value.Text("type") ?? "", value.Text("tlpv2_level") ?? value.Text("statement") ?? value.Text("tlp") ?? "", JsonObject.Create(value.Clone()) ?? []);
}

/// <summary>Members of objects that fit the schema already.</summary>
static class JsonMembers
{
    public static string? Text(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IReadOnlyList<string> Texts(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.ToString())] : [];

    public static bool Flag(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static long? Number(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? (long)Math.Clamp(value.GetDouble(), -1e15, 1e15) : null;

    public static IEnumerable<JsonProperty> Members(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    public static IReadOnlyList<ExternalReference> References(this JsonElement owner) =>
        owner.TryGetProperty("external_references", out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(r => new ExternalReference(r.Text("name") ?? "", r.Text("description"), r.Text("url"), r.Text("external_id")))] : [];

    /// <summary>A time; one with a leap second is the second before, which the schema allows and .NET does not know.</summary>
    public static DateTimeOffset? Time(this JsonElement owner, string name) =>
        owner.Text(name) is not { } text ? null : TryReadTime(text, out var time) ? time : throw new InvalidDataException($"the time {text} is none");

    /// <summary>Whether a value is a time that exists.</summary>
    public static bool IsTime(this JsonElement value) => value.ValueKind == JsonValueKind.String && TryReadTime(value.GetString()!, out _);

    static bool TryReadTime(string text, out DateTimeOffset time)
    {
        var whole = text.Length > 18 && text.AsSpan(17, 2) is "60" ? string.Concat(text.AsSpan(0, 17), "59", text.AsSpan(19)) : text;
        var dot = whole.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && whole.Length - dot > 9) whole = string.Concat(whole.AsSpan(0, dot + 8), "Z");
        return DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
