namespace Hoplite.Store.Hunting.Library;

/// <summary>What Sigma calls our columns and tables, where it has one name for them.</summary>
static class SigmaFields
{
    static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["event_code"] = "EventID",
        ["process"] = "Image",
        ["process.file.path"] = "Image",
        ["command_line"] = "CommandLine",
        ["process.cmd_line"] = "CommandLine",
        ["parent_process"] = "ParentImage",
        ["actor.process.file.path"] = "ParentImage",
        ["parent_command_line"] = "ParentCommandLine",
        ["actor.process.cmd_line"] = "ParentCommandLine",
        ["host"] = "Computer",
        ["user_agent"] = "cs-user-agent",
        ["url"] = "cs-uri-stem",
        ["http_status"] = "sc-status",
    };

    static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["process_creation"] = "process_creation",
        ["DeviceProcessEvents"] = "process_creation",
        ["network_connection"] = "network_connection",
        ["DeviceNetworkEvents"] = "network_connection",
        ["dns_query"] = "dns_query",
        ["dns"] = "dns",
        ["file_event"] = "file_event",
        ["DeviceFileEvents"] = "file_event",
        ["image_load"] = "image_load",
        ["DeviceImageLoadEvents"] = "image_load",
        ["registry_set"] = "registry_set",
        ["registry_event"] = "registry_event",
        ["ps_script"] = "ps_script",
        ["webserver"] = "webserver",
    };

    /// <summary>The field of a column, the name itself when it is a field of a source, or null when Sigma has no one name for it.</summary>
    public static string? Field(string name) => Columns.TryGetValue(name, out var field) ? field : Events.EventColumns.Find(name) is { } column && column.Name == name ? null : name;

    /// <summary>The category of a table, or null.</summary>
    public static string? Category(string table) => Tables.GetValueOrDefault(table);
}
