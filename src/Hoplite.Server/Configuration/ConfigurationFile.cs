using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hoplite.Server.Configuration;

/// <summary>Reads <c>hoplite.yaml</c> strictly: what is not known, or has not the form it should have, is an error with its line. Does nothing else.</summary>
public static class ConfigurationFile
{
    const long MaxSize = 1 << 20;
    const string Prefix = "HOPLITE_";

    /// <summary>Reads a file, then lets the environment override it.</summary>
    /// <exception cref="ConfigurationException">It is wrong.</exception>
    public static ServeOptions Read(string path)
    {
        if (!File.Exists(path)) throw new ConfigurationException(path, 0, "there is no such file");
        if (new FileInfo(path).Length > MaxSize) throw new ConfigurationException(path, 0, "a configuration has at most one megabyte");
        return Parse(File.ReadAllText(path), path, Environment.GetEnvironmentVariable);
    }

    /// <summary>The defaults, overridden by the environment.</summary>
    public static ServeOptions Defaults() => Parse("", "environment", Environment.GetEnvironmentVariable);

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="environment">Gives variables; <c>HOPLITE_WEB__PORT</c> overrides <c>web: port:</c>.</param>
    public static ServeOptions Parse(string yaml, string name, Func<string, string?> environment)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException bad)
        {
            throw new ConfigurationException(name, bad.Start.Line, "this is no YAML: " + (bad.InnerException?.Message ?? bad.Message));
        }
        catch (Exception bad) when (bad is ArgumentException or InvalidOperationException or FormatException)
        {
            // The YAML parser meets some texts with exceptions that are not its own, and without a line.
            throw new ConfigurationException(name, 0, "this is no YAML: " + bad.Message);
        }

        var root = stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        var options = root is null or YamlScalarNode { Value: null or "" } ? new ServeOptions() : (ServeOptions)ConfigurationBinder.Bind(root, typeof(ServeOptions), name, "");
        foreach (var (option, problem) in options.Agents.Mistakes()) throw new ConfigurationException(name, LineOf(root, "agents", option), problem);
        return (ServeOptions)Override(options, Prefix, environment);
    }

    static long LineOf(YamlNode? node, params IEnumerable<string> path)
    {
        var line = 0L;
        foreach (var name in path)
        {
            if (node is not YamlMappingNode map || map.Children.Select(c => (KeyValuePair<YamlNode, YamlNode>?)c).FirstOrDefault(c => c!.Value.Key is YamlScalarNode { Value: var key } && key == name) is not { } found) return line;
            (line, node) = (found.Key.Start.Line, found.Value);
        }

        return line;
    }

    static object Override(object options, string prefix, Func<string, string?> environment)
    {
        foreach (var property in ConfigurationBinder.Options(options.GetType()))
        {
            var variable = prefix + ConfigurationBinder.NameOf(property).ToUpperInvariant();
            if (ConfigurationBinder.IsSection(property.PropertyType))
            {
                if (property.GetValue(options) is { } section) property.SetValue(options, Override(section, variable + "__", environment));
            }
            else if (ConfigurationBinder.IsScalar(property.PropertyType) && environment(variable) is { Length: > 0 } value)
                property.SetValue(options, ConfigurationBinder.Scalar(value, property.PropertyType, "environment", 0, variable));
        }

        return options;
    }
}
