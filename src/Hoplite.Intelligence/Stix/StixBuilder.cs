using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix;

/// <summary>
/// Builds new objects of STIX 2.1 with what every object needs. The time comes from outside; ids are random, but for observables, whose ids follow from what they are.
/// The last parameter of each method takes further properties; one set to null is left out.
/// </summary>
/// <param name="time">Where the time comes from.</param>
/// <param name="creator">Identity that makes the objects; null for none.</param>
/// <param name="markings">Markings that each object gets.</param>
public sealed class StixBuilder(TimeProvider time, string? creator = null, IReadOnlyList<string>? markings = null)
{
    /// <summary>An identity.</summary>
    public StixObject Identity(string name, string identityClass, JsonObject? more = null) => Make("identity", new() { ["name"] = name, ["identity_class"] = identityClass }, more);

    /// <summary>An indicator with a pattern of STIX.</summary>
    public StixObject Indicator(string name, string pattern, DateTimeOffset validFrom, JsonObject? more = null) =>
        Make("indicator", new() { ["name"] = name, ["pattern"] = pattern, ["pattern_type"] = "stix", ["pattern_version"] = "2.1", ["valid_from"] = StixTime.Write(validFrom) }, more);

    /// <summary>A sighting of an object.</summary>
    /// <param name="of">Identifier of what was seen.</param>
    /// <param name="count">How often.</param>
    /// <param name="more">Further properties.</param>
    public StixObject Sighting(string of, long count, JsonObject? more = null) => Make("sighting", new() { ["sighting_of_ref"] = of, ["count"] = count }, more);

    /// <summary>A relationship between two objects.</summary>
    public StixObject Relationship(string source, string kind, string target, JsonObject? more = null) =>
        Make("relationship", new() { ["relationship_type"] = kind, ["source_ref"] = source, ["target_ref"] = target }, more);

    /// <summary>Observed data over observables.</summary>
    public StixObject ObservedData(DateTimeOffset first, DateTimeOffset last, long count, IEnumerable<string> refs, JsonObject? more = null) =>
        Make("observed-data", new() { ["first_observed"] = StixTime.Write(first), ["last_observed"] = StixTime.Write(last), ["number_observed"] = count, ["object_refs"] = Texts(refs) }, more);

    /// <summary>A way in which attackers work.</summary>
    public StixObject AttackPattern(string name, JsonObject? more = null) => Make("attack-pattern", new() { ["name"] = name }, more);

    /// <summary>What can be done.</summary>
    public StixObject CourseOfAction(string name, JsonObject? more = null) => Make("course-of-action", new() { ["name"] = name }, more);

    /// <summary>Text about objects.</summary>
    public StixObject Note(string content, IEnumerable<string> refs, JsonObject? more = null) => Make("note", new() { ["content"] = content, ["object_refs"] = Texts(refs) }, more);

    /// <summary>Objects that share a context.</summary>
    public StixObject Grouping(string context, IEnumerable<string> refs, JsonObject? more = null) => Make("grouping", new() { ["context"] = context, ["object_refs"] = Texts(refs) }, more);

    /// <summary>Intelligence on one topic.</summary>
    public StixObject Report(string name, DateTimeOffset published, IEnumerable<string> refs, JsonObject? more = null) =>
        Make("report", new() { ["name"] = name, ["published"] = StixTime.Write(published), ["object_refs"] = Texts(refs) }, more);

    /// <summary>A statement marking, such as a licence.</summary>
    public StixObject Statement(string statement)
    {
        var made = new JsonObject { ["type"] = "marking-definition", ["spec_version"] = "2.1", ["id"] = StixId.New("marking-definition"), ["created"] = Now() };
        if (creator is not null) made["created_by_ref"] = creator;
        made["definition_type"] = "statement";
        made["definition"] = new JsonObject { ["statement"] = statement };
        return StixObject.From(made);
    }

    /// <summary>An object of any domain or relationship type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="own">Its own properties.</param>
    /// <param name="more">Further properties, which go before those of the builder.</param>
    public StixObject Make(string type, JsonObject own, JsonObject? more = null)
    {
        ArgumentNullException.ThrowIfNull(own);
        var now = Now();
        var made = new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = StixId.New(type) };
        if (creator is not null) made["created_by_ref"] = creator;
        made["created"] = now;
        made["modified"] = now;
        if (markings is { Count: > 0 }) made["object_marking_refs"] = Texts(markings);
        return StixObject.From(Add(Add(made, own), more));
    }

    /// <summary>An observable with the id that follows from what it is.</summary>
    /// <exception cref="InvalidDataException">It has values that canonical JSON cannot carry.</exception>
    public static StixObject Observable(string type, JsonObject own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var made = Add(new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = "" }, own);
        made["id"] = StixIds.Of(made);
        return StixObject.From(made);
    }

    /// <summary>A later version of an object with other properties; one set to null is taken away.</summary>
    /// <remarks>If the clock has not moved on since the last version, the new one is a millisecond later.</remarks>
    public StixObject NewVersion(StixObject old, JsonObject changes)
    {
        ArgumentNullException.ThrowIfNull(old);
        var made = Add(old.ToNode(), changes);
        var now = time.GetUtcNow();
        var after = old.Modified is { } modified ? modified.Instant.AddMilliseconds(1) : now;
        made["modified"] = StixTime.Write(now > after ? now : after);
        return StixObject.From(made);
    }

    /// <summary>The version that takes an object back, for good.</summary>
    public StixObject Revoke(StixObject old) => NewVersion(old, new JsonObject { ["revoked"] = true });

    /// <summary>A bundle of objects, byte by byte as they are.</summary>
    public static byte[] Bundle(IEnumerable<StixObject> objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        using var target = new MemoryStream();
        target.Write(System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"bundle\",\"id\":\"{StixId.New("bundle")}\""));
        var any = false;
        foreach (var one in objects)
        {
            target.Write(any ? ","u8 : ",\"objects\":["u8);
            any = true;
            target.Write(one.Utf8.Span);
        }

        target.Write(any ? "]}"u8 : "}"u8);
        return target.ToArray();
    }

    string Now() => StixTime.Write(time.GetUtcNow());

    static JsonObject Add(JsonObject made, JsonObject? more)
    {
        foreach (var (name, value) in more ?? [])
        {
            if (value is null) made.Remove(name);
            else made[name] = value.DeepClone();
        }

        return made;
    }

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
