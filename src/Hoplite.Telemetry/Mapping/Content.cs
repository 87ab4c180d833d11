using System.Reflection;

namespace Hoplite.Telemetry.Mapping;

/// <summary>The mapping files that travel inside the assembly.</summary>
static class Content
{
    /// <summary>Opens a file of <c>content/mappings</c> by its path there.</summary>
    public static Stream Open(string path) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("mappings/" + path)
        ?? throw new InvalidOperationException($"the mapping {path} is not part of this build");

    /// <summary>The paths of all mapping files that start like this.</summary>
    public static IEnumerable<string> List(string prefix) =>
        from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
        where name.StartsWith("mappings/" + prefix, StringComparison.Ordinal)
        orderby name
        select name["mappings/".Length..];
}
