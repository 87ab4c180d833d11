using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Reports.Stix;

/// <summary>An entity as a STIX cyber-observable object (STIX 2.1 §6).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Write">Writes its own properties.</param>
sealed record StixObservable(string Id, Action<Utf8JsonWriter> Write)
{
    static readonly (string Shortly, string Whole)[] Hives =
    [
        (@"hklm\", @"hkey_local_machine\"), (@"hkcu\", @"hkey_current_user\"), (@"hku\", @"hkey_users\"), (@"hkcr\", @"hkey_classes_root\"), (@"hkcc\", @"hkey_current_config\"),
        (@"\registry\machine\", @"hkey_local_machine\"), (@"\registry\user\", @"hkey_users\"),
    ];

    /// <summary>The observable of an entity; null for a kind that STIX has none for, such as a host.</summary>
    public static StixObservable? Of(Entity entity) => entity.Kind switch
    {
        EntityKind.Address when IPAddress.TryParse(entity.Value, out var address) =>
            Value(address.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6-addr" : "ipv4-addr", "value", entity.Value),
        EntityKind.Domain => Value("domain-name", "value", entity.Value),
        EntityKind.User => Value("user-account", "account_login", entity.Value),
        EntityKind.Registry => Value("windows-registry-key", "key", WholeHive(entity.Value)),
        EntityKind.File or EntityKind.Process => Value("file", "name", entity.Value),
        EntityKind.Hash => Hash(entity.Value),
        _ => null,
    };

    /// <summary>A process of the process tree.</summary>
    public static StixObservable Process(ProcessNode node, string? parent)
    {
        var image = Of(new Entity(EntityKind.Process, node.Image));
        return new(StixIds.Process(node.Key + "\n" + node.Image), json =>
        {
            if (node.CommandLine is { } command) json.WriteString("command_line", command);
            json.WriteString("image_ref", image!.Id);
            if (parent is not null) json.WriteString("parent_ref", parent);
        });
    }

    // STIX 2.1 §6.17.1: the hive is written in full.
    static string WholeHive(string key)
    {
        foreach (var (shortly, whole) in Hives)
            if (key.StartsWith(shortly, StringComparison.OrdinalIgnoreCase)) return whole + key[shortly.Length..];
        return key;
    }

    static StixObservable Value(string type, string property, string value) =>
        new(StixIds.Observable(type, $"{{\"{property}\":{StixIds.Quote(value)}}}"), json => json.WriteString(property, value));

    static StixObservable Hash(string value)
    {
        var algorithm = value.Length switch { 32 => "MD5", 40 => "SHA-1", _ => "SHA-256" };
        return new(StixIds.Observable("file", $"{{\"hashes\":{{\"{algorithm}\":{StixIds.Quote(value)}}}}}"), json =>
        {
            json.WriteStartObject("hashes");
            json.WriteString(algorithm, value);
            json.WriteEndObject();
        });
    }
}
