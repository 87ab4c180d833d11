using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Server.Configuration;

/// <summary>Binds YAML to option records: names in snake case, every name must be known, every value must have the right form.</summary>
static class ConfigurationBinder
{
    /// <summary>The name of an option in the file.</summary>
    public static string NameOf(PropertyInfo property)
    {
        var name = new StringBuilder();
        foreach (var letter in property.Name)
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('_');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    /// <summary>The options a record has in the file; what the server sets itself is marked as not browsable.</summary>
    public static IEnumerable<PropertyInfo> Options(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false });

    /// <summary>Whether a type is a record of further options.</summary>
    public static bool IsSection(Type type) => type.Namespace?.StartsWith("Hoplite.", StringComparison.Ordinal) == true && type.IsClass;

    /// <summary>Whether a type is written as one value.</summary>
    public static bool IsScalar(Type type) => !IsSection(type) && ItemOf(type) is null && MapOf(type) is null;

    /// <summary>The types of names and values of a map; null when it is no map.</summary>
    public static (Type Name, Type Value)? MapOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? (type.GetGenericArguments()[0], type.GetGenericArguments()[1]) : null;

    /// <summary>The type of the items of a list; null when it is no list.</summary>
    public static Type? ItemOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Binds a node.</summary>
    public static object Bind(YamlNode node, Type type, string file, string path)
    {
        if (ItemOf(type) is { } item)
        {
            if (node is not YamlSequenceNode list) throw new ConfigurationException(file, node.Start.Line, $"'{path}' wants a list");
            var items = Array.CreateInstance(item, list.Children.Count);
            for (var i = 0; i < items.Length; i++) items.SetValue(Bind(list.Children[i], item, file, path), i);
            return items;
        }

        if (MapOf(type) is { } entry) return BindMap(node, entry.Name, entry.Value, file, path);
        if (!IsSection(type)) return node is YamlScalarNode scalar ? Scalar(scalar.Value ?? "", type, file, node.Start.Line, path) : throw new ConfigurationException(file, node.Start.Line, $"'{path}' wants one value");
        if (node is not YamlMappingNode map) throw new ConfigurationException(file, node.Start.Line, path.Length == 0 ? "a configuration is a list of names and values" : $"'{path}' wants names and values");
        var options = Activator.CreateInstance(type)!;
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var property = Options(type).FirstOrDefault(p => NameOf(p) == name)
                ?? throw new ConfigurationException(file, key.Start.Line, $"'{name}' is not known here; known are {string.Join(", ", Options(type).Select(NameOf))}");
            property.SetValue(options, Bind(value, property.PropertyType, file, path.Length == 0 ? name : $"{path}.{name}"));
        }

        return options;
    }

    static IDictionary BindMap(YamlNode node, Type name, Type value, string file, string path)
    {
        if (node is not YamlMappingNode map) throw new ConfigurationException(file, node.Start.Line, $"'{path}' wants names and values");
        var entries = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(name, value))!;
        foreach (var (key, item) in map.Children)
        {
            var known = Scalar((key as YamlScalarNode)?.Value ?? "", name, file, key.Start.Line, path);
            if (entries.Contains(known)) throw new ConfigurationException(file, key.Start.Line, $"'{path}' names '{known}' twice");
            entries[known] = Bind(item, value, file, $"{path}.{known}");
        }

        return entries;
    }

    /// <summary>Reads one value.</summary>
    public static object Scalar(string text, Type type, string file, long line, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return text;
        if (type == typeof(bool) && bool.TryParse(text, out var flag)) return flag;
        if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)) return real;
        if (type == typeof(Uri) && Uri.TryCreate(text, UriKind.Absolute, out var address)) return address;
        if (type == typeof(TimeOnly) && TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var hour)) return hour;
        if (type == typeof(TimeSpan) && Span(text) is { } span) return span;
        if (type.IsEnum && Enum.TryParse(type, text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(type, value!)) return value!;
        var wanted = type == typeof(bool) ? "true or false" : type == typeof(int) ? "a whole number" : type == typeof(double) ? "a number" : type == typeof(Uri) ? "an address such as https://example.org" : type == typeof(TimeOnly) ? "an hour such as 22:30" : type == typeof(TimeSpan) ? "a time such as 30s, 15m, 12h or 7d"
            : string.Join(", ", Enum.GetNames(type).Select(n => n.ToLowerInvariant()));
        throw new ConfigurationException(file, line, $"'{path}' wants {wanted}, not '{(text.Length > 60 ? text[..60] : text)}'");
    }

    static TimeSpan? Span(string text)
    {
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > 100_000) return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(amount),
            'm' => TimeSpan.FromMinutes(amount),
            'h' => TimeSpan.FromHours(amount),
            'd' => TimeSpan.FromDays(amount),
            _ => null,
        };
    }
}
