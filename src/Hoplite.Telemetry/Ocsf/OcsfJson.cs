using System.Text.Json;

namespace Hoplite.Telemetry.Ocsf;

/// <summary>Writes an <see cref="OcsfView"/> as the object that OCSF describes: paths become nested objects, and what the schema requires is filled in.</summary>
static class OcsfJson
{
    public static void Write(Utf8JsonWriter json, OcsfView view)
    {
        var root = new Node();
        root.Set("class_uid", view.ClassUid);
        root.Set("category_uid", view.CategoryUid);
        root.Set("activity_id", view.ActivityId);
        root.Set("type_uid", view.TypeUid);
        root.Set("severity_id", 1);
        if (view.StatusId is { } status) root.Set("status_id", status);
        if (view.Time is { } time) root.Set("time", time.ToUnixTimeMilliseconds());
        root.Set("metadata.version", OcsfView.Version);
        foreach (var attribute in view.Attributes) Add(root, attribute);
        Complete(root);
        root.Write(json, view.Unmapped);
    }

    static void Add(Node root, OcsfAttribute attribute)
    {
        if (attribute.Path.EndsWith(".hashes", StringComparison.Ordinal)) root.Set(attribute.Path, attribute.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        else if (OcsfMapping.Classes.IsInteger(attribute.Path) && OcsfNumber.TryRead(attribute.Value, out var number)) root.Set(attribute.Path, number);
        else root.Set(attribute.Path, attribute.Value);
    }

    // What the schema requires and a source has no field for: names of files, and types that nobody knows.
    static void Complete(Node node)
    {
        foreach (var (name, child) in node.Children.ToArray())
        {
            Complete(child);
            if (name is "file" && child.Children.TryGetValue("path", out var path))
            {
                child.Default("name", () => path.Text![(path.Text!.LastIndexOfAny(['\\', '/']) + 1)..]);
                child.Default("type_id", () => 0L);
            }

            if (name is "device") child.Default("type_id", () => 0L);
        }
    }

    /// <summary>A value or an object.</summary>
    sealed class Node
    {
        object? _value;

        public SortedDictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public string? Text => _value as string;

        public void Set(string path, object value)
        {
            var node = this;
            foreach (var part in path.Split('.'))
            {
                if (!node.Children.TryGetValue(part, out var child)) node.Children[part] = child = new Node();
                node = child;
            }

            node._value = value;
        }

        public void Default(string name, Func<object> value)
        {
            if (!Children.ContainsKey(name)) Set(name, value());
        }

        public void Write(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string?>> unmapped)
        {
            json.WriteStartObject();
            foreach (var (name, child) in Children)
            {
                json.WritePropertyName(name);
                child.WriteValue(json);
            }

            if (unmapped.Count > 0)
            {
                json.WriteStartObject("unmapped");
                foreach (var field in unmapped.GroupBy(f => f.Key, StringComparer.Ordinal)) WriteUnmapped(json, field.Key, [.. field.Select(f => f.Value)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        static void WriteUnmapped(Utf8JsonWriter json, string name, string?[] values)
        {
            if (values.Length == 1)
            {
                json.WriteString(name, values[0]);
                return;
            }

            json.WriteStartArray(name);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }

        void WriteValue(Utf8JsonWriter json)
        {
            switch (_value)
            {
                case null: Write(json, []); break;
                case string text: json.WriteStringValue(text); break;
                case string[] hashes: WriteHashes(json, hashes); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
            }
        }

        static void WriteHashes(Utf8JsonWriter json, string[] hashes)
        {
            json.WriteStartArray();
            foreach (var hash in hashes)
            {
                var value = hash[(hash.IndexOf('=', StringComparison.Ordinal) + 1)..];
                var name = hash.Length > value.Length ? hash[..^(value.Length + 1)].ToUpperInvariant() : "";
                json.WriteStartObject();
                json.WriteNumber("algorithm_id", (name, value.Length) switch { ("MD5", _) or ("", 32) => 1, ("SHA1", _) or ("", 40) => 2, ("SHA256", _) or ("", 64) => 3, ("", _) => 0, _ => 99 });
                if (name.Length > 0) json.WriteString("algorithm", name);
                json.WriteString("value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
