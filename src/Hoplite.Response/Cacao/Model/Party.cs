using System.Text.Json.Nodes;

namespace Hoplite.Response.Cacao;

/// <summary>Who or what acts or is acted on: an agent or a target (CACAO 2.0 §7).</summary>
/// <param name="Id">Its id in the playbook.</param>
/// <param name="Kind">The type as written: one of <see cref="KnownKinds"/>, or one of another vocabulary.</param>
/// <param name="Name">Its name, for people.</param>
public sealed record Party(string Id, string Kind, string Name)
{
    /// <summary>The ten types of CACAO 2.0 §7.3.</summary>
    public static IReadOnlyList<string> KnownKinds { get; } =
        ["group", "individual", "location", "organization", "sector", "http-api", "linux", "net-address", "security-category", "ssh"];

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Its addresses by type: <c>dname</c>, <c>ipv4</c>, <c>ipv6</c>, <c>l2mac</c>, <c>url</c>, <c>vlan</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Its port; null for the usual one.</summary>
    public string? Port { get; init; }

    /// <summary>The id of how to log in; null for without.</summary>
    public string? Authentication { get; init; }

    /// <summary>Its e-mail addresses, by what they are for.</summary>
    public IReadOnlyDictionary<string, string> Emails { get; init; } = new Dictionary<string, string>();

    /// <summary>Its telephone numbers, by what they are for.</summary>
    public IReadOnlyDictionary<string, string> Phones { get; init; } = new Dictionary<string, string>();

    /// <summary>Classes of security infrastructure, such as <c>firewall</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The object as it was read, extensions included.</summary>
    public JsonObject Json { get; init; } = [];

    /// <summary>The first address of one of the types, in the order asked for.</summary>
    public string? Address(params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
            if (Addresses.TryGetValue(type, out var all) && all.Count > 0) return all[0];
        return null;
    }
}

/// <summary>How to log in (CACAO 2.0 §6). A secret stands in a store of secrets and is only named here.</summary>
/// <param name="Id">Its id in the playbook.</param>
/// <param name="Kind">The type: <c>http-basic</c>, <c>oauth2</c> or <c>user-auth</c>.</param>
/// <param name="User">The name to log in with.</param>
/// <param name="Secret">The name of the secret in the store: <c>kms_key_identifier</c>; null when the playbook names none.</param>
/// <param name="Header">The header that carries a token, such as <c>Authorization: Bearer</c>.</param>
/// <param name="HasClearSecret">Whether the playbook holds a secret in clear; such a one is never used.</param>
public sealed record AuthenticationInfo(string Id, string Kind, string? User, string? Secret, string? Header, bool HasClearSecret)
{
    /// <summary>Whether it says that its secret stands in a store (<c>kms</c>), which it must then name.</summary>
    public bool NeedsSecretName { get; init; }
}

/// <summary>How far what is in a playbook may be passed on (CACAO 2.0 §8).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">The type: <c>marking-tlp</c>, <c>marking-iep</c> or <c>marking-statement</c>.</param>
/// <param name="Text">The level, or the statement.</param>
/// <param name="Json">The object as it was read.</param>
public sealed record DataMarking(string Id, string Kind, string Text, JsonObject Json);

/// <summary>A variable as a playbook or a step declares it (CACAO 2.0 §10.18).</summary>
/// <param name="Name">Its name, underscores included.</param>
/// <param name="Type">Its type as written.</param>
/// <param name="Value">Its value at the beginning; null for none.</param>
/// <param name="Constant">Whether the value never changes.</param>
/// <param name="External">Whether whoever starts the playbook may or must set it.</param>
/// <param name="Description">What it is.</param>
public sealed record PlaybookVariable(string Name, string Type, string? Value, bool Constant, bool External, string? Description);
