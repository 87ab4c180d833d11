using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Names of tables that stand for a part of the events: the categories of Sigma, and what other products call them.</summary>
static class TableShortcuts
{
    static readonly Dictionary<string, string> Conditions = new(StringComparer.Ordinal)
    {
        ["process_creation"] = "class == 'process_activity' and activity == 1",
        ["network_connection"] = "class == 'network_activity'",
        ["dns_query"] = "class == 'dns_activity'",
        ["dns"] = "class == 'dns_activity'",
        ["file_event"] = "class == 'file_activity'",
        ["image_load"] = "class == 'module_activity'",
        ["registry_event"] = "class in ('registry_key_activity', 'registry_value_activity')",
        ["registry_set"] = "class == 'registry_value_activity'",
        ["ps_script"] = "class == 'script_activity'",
        ["webserver"] = "class == 'http_activity'",
        ["logon"] = "class == 'authentication'",
        ["account_change"] = "class in ('account_change', 'group_management')",
        ["scheduled_task"] = "class == 'scheduled_job_activity'",
        ["service_installation"] = "class == 'windows_service_activity'",
        ["cloud"] = "class == 'api_activity'",
        ["DeviceProcessEvents"] = "class == 'process_activity' and activity == 1",
        ["DeviceNetworkEvents"] = "class == 'network_activity'",
        ["DeviceFileEvents"] = "class == 'file_activity'",
        ["DeviceRegistryEvents"] = "class in ('registry_key_activity', 'registry_value_activity')",
        ["DeviceImageLoadEvents"] = "class == 'module_activity'",
        ["DeviceLogonEvents"] = "class == 'authentication'",
        ["SecurityEvent"] = "product == 'windows' and (service == 'security' or Channel == 'Security')",
        ["Syslog"] = "product == 'linux'",
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Conditions.Keys;

    /// <summary>What a name stands for.</summary>
    public static string? Condition(string name) => Conditions.GetValueOrDefault(name);

    /// <summary>What a name stands for, as an expression; null when it is none.</summary>
    public static KqlExpression? Find(string name) => Conditions.TryGetValue(name, out var text) ? ((KqlWhere)KqlParser.Parse("where " + text).Operators[0]).Condition : null;
}
