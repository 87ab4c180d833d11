namespace Hoplite.Telemetry.Entities;

/// <summary>What kind of thing an entity is.</summary>
public enum EntityKind
{
    /// <summary>A computer.</summary>
    Host,

    /// <summary>An account.</summary>
    User,

    /// <summary>A program that ran.</summary>
    Process,

    /// <summary>A file.</summary>
    File,

    /// <summary>An IP address.</summary>
    Address,

    /// <summary>A domain name.</summary>
    Domain,

    /// <summary>A hash of a file.</summary>
    Hash,

    /// <summary>A service.</summary>
    Service,

    /// <summary>A registry key.</summary>
    Registry,
}

/// <summary>A thing that events are about; the same thing in two events is equal.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its normal form: hosts without their domain, accounts without their realm, letters small.</param>
public sealed record Entity(EntityKind Kind, string Value);

/// <summary>An entity in an event.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Role">What it did there: <c>place</c>, <c>actor</c>, <c>object</c> or <c>parent</c>.</param>
/// <param name="Field">The field that names it.</param>
public sealed record EntityMention(Entity Entity, string Role, string Field);

/// <summary>A key that ties events together: a process, a logon session or a network flow.</summary>
/// <param name="Kind"><c>process</c>, <c>parent_process</c>, <c>target_process</c>, <c>logon</c> or <c>flow</c>.</param>
/// <param name="Value">The identifier as the source writes it, letters small.</param>
public sealed record EventLink(string Kind, string Value);
