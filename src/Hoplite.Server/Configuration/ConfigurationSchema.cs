using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Server.Configuration;

/// <summary>Describes every option of <c>hoplite.yaml</c>, for people as a page and for editors as a JSON schema; both come from the option records.</summary>
public static class ConfigurationSchema
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON schema.</summary>
    public static string Json()
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "hoplite.yaml" };
        foreach (var (name, value) in Section(typeof(ServeOptions)).ToArray()) schema[name] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>The page.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder("""
            # Configuration

            `hoplite serve` reads `/etc/hoplite/hoplite.yaml`, or what `--config` names. Every part may be left out. A name that is not known, or a value of the wrong form, is an error
            with its line. The environment goes before the file: `HOPLITE_WEB__PORT=443` is `web: port: 443` (not for lists). A time is `30s`, `15m`, `12h` or `7d`.
            Editors complete and check the file with [hoplite.schema.json](hoplite.schema.json). Look whether it is right: `hoplite doctor`. A change needs a restart, changed rules do not.

            This page is made from the program.

            """.ReplaceLineEndings("\n"));
        Describe(page, typeof(ServeOptions), "", "Top level");
        return page.ToString();
    }

    static void Describe(StringBuilder page, Type type, string path, string title)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| option | default | meaning |\n|---|---|---|\n");
        var defaults = Activator.CreateInstance(type)!;
        foreach (var option in ConfigurationBinder.Options(type))
            page.Append(CultureInfo.InvariantCulture, $"| `{ConfigurationBinder.NameOf(option)}` | {Default(option, defaults)} | {Meaning(option)} |\n");
        foreach (var option in ConfigurationBinder.Options(type))
        {
            var item = ConfigurationBinder.ItemOf(option.PropertyType);
            var section = item ?? option.PropertyType;
            var name = path + ConfigurationBinder.NameOf(option);
            if (ConfigurationBinder.IsSection(section)) Describe(page, section, name + (item is null ? "." : "[]."), $"`{name}`" + (item is null ? "" : ", each"));
        }
    }

    static string Meaning(PropertyInfo option) =>
        (option.GetCustomAttribute<DescriptionAttribute>() ?? throw new InvalidOperationException($"{option.DeclaringType!.Name}.{option.Name} has no description")).Description;

    static string Default(PropertyInfo option, object defaults) => IsDataFolder(option) ? "`HOPLITE_HOME`, or `hoplite` in the user's application data"
        : option.IsDefined(typeof(RequiredMemberAttribute)) ? "must be given"
        : Written(option, defaults) is { } value ? $"`{value}`" : ConfigurationBinder.IsSection(option.PropertyType) && option.GetValue(defaults) is not null ? "see below" : "none";

    // Where the data lies by default depends on the machine.
    static bool IsDataFolder(PropertyInfo option) => option.DeclaringType == typeof(ServeOptions) && option.Name == nameof(ServeOptions.Data);

    static string? Written(PropertyInfo option, object defaults) => !ConfigurationBinder.IsScalar(option.PropertyType) ? null : option.GetValue(defaults) switch
    {
        null or "" => null,
        TimeSpan { Ticks: > 0 } span when span.Ticks % TimeSpan.TicksPerDay == 0 => $"{span.TotalDays:0}d",
        TimeSpan span when span.Ticks % TimeSpan.TicksPerHour == 0 => $"{span.TotalHours:0}h",
        TimeSpan span => $"{span.TotalSeconds:0}s",
        Enum or bool => option.GetValue(defaults)!.ToString()!.ToLowerInvariant(),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    static JsonObject Section(Type type)
    {
        var (defaults, properties, required) = (Activator.CreateInstance(type)!, new JsonObject(), new JsonArray());
        foreach (var option in ConfigurationBinder.Options(type))
        {
            var name = ConfigurationBinder.NameOf(option);
            var form = Form(option.PropertyType);
            form["description"] = Meaning(option);
            if (option.IsDefined(typeof(RequiredMemberAttribute))) required.Add(name);
            else if (!IsDataFolder(option) && Written(option, defaults) is { } value) form["default"] = option.GetValue(defaults) is bool or int or double ? JsonValue.Create(option.GetValue(defaults)) : value;
            properties[name] = form;
        }

        var section = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0) section["required"] = required;
        return section;
    }

    static JsonObject Form(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ConfigurationBinder.ItemOf(type) is { } item) return new JsonObject { ["type"] = "array", ["items"] = Form(item) };
        if (ConfigurationBinder.MapOf(type) is { } map)
        {
            var names = new JsonObject { ["type"] = "object", ["additionalProperties"] = Form(map.Value) };
            if (map.Name.IsEnum) names["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(map.Name).Select(n => (JsonNode)System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(n))]) };
            return names;
        }

        if (ConfigurationBinder.IsSection(type)) return Section(type);
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int)) return new JsonObject { ["type"] = "integer" };
        if (type == typeof(double)) return new JsonObject { ["type"] = "number" };
        var text = new JsonObject { ["type"] = "string" };
        if (type == typeof(TimeSpan)) text["pattern"] = @"^[0-9]+(\.[0-9]+)?[smhd]$";
        if (type == typeof(TimeOnly)) text["pattern"] = "^[0-9]{1,2}:[0-9]{2}$";
        if (type == typeof(Uri)) text["format"] = "uri";
        if (type.IsEnum) text["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)n.ToLowerInvariant())]);
        return text;
    }
}
