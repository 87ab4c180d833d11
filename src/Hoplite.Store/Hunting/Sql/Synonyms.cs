namespace Hoplite.Store.Hunting.Sql;

/// <summary>What other products call our columns, so that queries written for them find the same; a field of a source comes first.</summary>
static class Synonyms
{
    static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["TimeGenerated"] = "time",
        ["Timestamp"] = "time",
        ["DeviceName"] = "host",
        ["ProcessCommandLine"] = "command_line",
        ["InitiatingProcessCommandLine"] = "parent_command_line",
        ["InitiatingProcessFolderPath"] = "parent_process",
        ["FolderPath"] = "process",
        ["RemoteIP"] = "dst_ip",
        ["RemotePort"] = "dst_port",
        ["LocalIP"] = "src_ip",
        ["RemoteUrl"] = "domain",
    };

    /// <summary>The column that a name of another product stands for, or null.</summary>
    public static string? Find(string name) => Columns.GetValueOrDefault(name);
}
