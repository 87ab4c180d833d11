using System.Text.Json.Nodes;

namespace Hoplite.Telemetry.Tests.Ocsf;

/// <summary>The published schema, as far as the mappings need to be compared with it.</summary>
sealed class OcsfSchema
{
    readonly string _root;
    readonly Dictionary<string, JsonObject> _events = [];
    readonly Dictionary<string, JsonObject> _objects = [];
    readonly Dictionary<string, JsonObject> _dictionary = [];
    readonly Dictionary<string, string?> _types = [];
    readonly Dictionary<string, int> _categories = [];

    public OcsfSchema(string root)
    {
        _root = root;
        foreach (var file in Files("events").Concat(Extensions("events"))) _events[Name(file)] = Read(file);
        foreach (var file in Files("objects")) _objects[Name(file)] = Read(file);
        foreach (var file in Extensions("objects")) Extend(Read(file));
        foreach (var file in new[] { Path.Combine(root, "dictionary.json") }.Concat(Directory.EnumerateFiles(Path.Combine(root, "extensions"), "dictionary.json", SearchOption.AllDirectories))) Learn(Read(file));
        foreach (var (name, category) in (JsonObject)Read(Path.Combine(root, "categories.json"))["attributes"]!) _categories[name] = (int)category!["uid"]!;
        foreach (var file in Extensions("events").Where(f => f.Contains("windows", StringComparison.Ordinal))) _events[Name(file)]["hoplite_extension"] = 2;
        Version = (string)Read(Path.Combine(root, "version.json"))["version"]!;
    }

    public string Version { get; }

    public int ClassUid(string name)
    {
        if (name == "base_event") return 0;
        var definition = _events[name];
        return ((int?)definition["hoplite_extension"] ?? 0) * 100_000 + _categories[Category(definition)] * 1000 + (int)definition["uid"]!;
    }

    public IEnumerable<string> Activities(string name) =>
        ((JsonObject)Attributes(_events[name], _events)["activity_id"]["enum"]!).Select(a => a.Key).Concat(["0", "99"]);

    /// <summary>The base type of an attribute (<c>integer_t</c>, <c>string_t</c>, …), <c>object</c> for an object; null when the class has no such attribute.</summary>
    public string? TypeOf(string className, string path)
    {
        var attributes = Attributes(_events[className], _events);
        var parts = path.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (!attributes.ContainsKey(parts[i]) || !_dictionary.TryGetValue(parts[i], out var meaning)) return null;
            var type = (string)(meaning["object_type"] ?? meaning["type"])!;
            if (i < parts.Length - 1)
            {
                if (!_objects.TryGetValue(type, out var inner)) return null;
                attributes = Attributes(inner, _objects);
                continue;
            }

            if (_objects.ContainsKey(type) && !_types.ContainsKey(type)) return "object";
            while (_types.GetValueOrDefault(type) is { } wider) type = wider;
            return type;
        }

        return null;
    }

    string Category(JsonObject definition) => (string?)definition["category"] ?? Category(_events[(string)definition["extends"]!]);

    Dictionary<string, JsonObject> Attributes(JsonObject definition, Dictionary<string, JsonObject> source)
    {
        var all = (string?)definition["extends"] is { } parent && source.TryGetValue(parent, out var wider) && wider != definition ? Attributes(wider, source) : [];
        foreach (var (name, value) in (JsonObject?)definition["attributes"] ?? [])
        {
            if (name == "$include")
            {
                foreach (var file in value is JsonArray list ? list.Select(f => (string)f!) : [(string)value!])
                    if (File.Exists(Path.Combine(_root, file)))
                        foreach (var (included, meaning) in (JsonObject)Read(Path.Combine(_root, file))["attributes"]!)
                            if (meaning is JsonObject o) all[included] = o;
            }
            else if (value is JsonObject o) all[name] = o;
        }

        return all;
    }

    // An object of an extension without a name adds to the one it extends.
    void Extend(JsonObject definition)
    {
        if ((string?)definition["name"] is { } name)
        {
            _objects[name] = definition;
            return;
        }

        var target = (JsonObject)_objects[(string)definition["extends"]!]["attributes"]!;
        foreach (var (attribute, value) in (JsonObject)definition["attributes"]!)
            if (!attribute.StartsWith('$')) target[attribute] = value?.DeepClone();
    }

    void Learn(JsonObject dictionary)
    {
        foreach (var (name, value) in (JsonObject)dictionary["attributes"]!) _dictionary[name] = (JsonObject)value!;
        if ((JsonObject?)dictionary["types"]?["attributes"] is not { } types) return;
        foreach (var (name, value) in types) _types[name] = (string?)value!["type"];
    }

    IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(_root, folder), "*.json", SearchOption.AllDirectories);

    IEnumerable<string> Extensions(string folder) =>
        Directory.EnumerateFiles(Path.Combine(_root, "extensions"), "*.json", SearchOption.AllDirectories).Where(f => f.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    static string Name(string file) => (string?)Read(file)["name"] ?? (string)Read(file)["extends"]!;

    static JsonObject Read(string file) => (JsonObject)JsonNode.Parse(File.ReadAllBytes(file))!;
}
