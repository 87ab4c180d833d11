using Hoplite.Incidents;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Intelligence.Formats.Incidents;

/// <summary>
/// What of an incident is the attacker's and may be told: public addresses, domains, hashes and web addresses. What may be of the house, or is so ordinary
/// that naming it does harm, stays; in doubt it stays.
/// </summary>
public static class AttackerThings
{
    const int Most = 200;

    // Names that only mean something inside a house (RFC 6762, 6761, 8375, and what is usual).
    static readonly string[] Inside = ["local", "localdomain", "localhost", "lan", "home", "internal", "intranet", "corp", "private", "arpa", "test", "invalid", "onion", "workgroup"];

    static readonly string[] HostFields = ["computer", "computername", "hostname", "host", "host.name", "workstation", "workstationname", "dvchostname", "agent.hostname", "device_name", "targetdomainname", "subjectdomainname", "domain"];

    /// <summary>The things, the most involved first.</summary>
    public static IReadOnlyList<Named> Of(Incident incident, IncidentBundleOptions options)
    {
        var own = OwnNames(incident);
        own.UnionWith(Reached(incident, options));
        var entities = incident.Entities.OrderByDescending(e => e.Findings).Select(e => OfEntity(e.Entity)).OfType<Named>();
        var urls = incident.Findings.SelectMany(f => f.Matched).Select(m => Url(m.Value)).OfType<Named>();
        return [.. entities.Concat(urls).Distinct().Where(n => MayGo(n, own, options)).Take(Most)];
    }

    /// <summary>What tells who was hit, in small letters: machines, accounts, inside addresses and the names of the house.</summary>
    public static IReadOnlySet<string> Victims(Incident incident)
    {
        var victims = OwnNames(incident);
        foreach (var (entity, _, _) in incident.Entities)
        {
            var value = entity.Value.ToLowerInvariant();
            if (entity.Kind == EntityKind.Address && !EntityExtractor.IsPublic(value)) victims.Add(value);
            if (entity.Kind == EntityKind.User) victims.UnionWith([value, value[(value.LastIndexOf('\\') + 1)..], value.Split('@')[0]]);
        }

        victims.RemoveWhere(v => v.Length < 3);
        return victims;
    }

    static Named? OfEntity(Entity entity) => entity.Kind switch
    {
        EntityKind.Address when Recognised.IsAddress(entity.Value) => Named.Of(NamedKind.Address, entity.Value),
        EntityKind.Domain when Recognised.IsDomain(entity.Value) => Named.Of(NamedKind.Domain, entity.Value),
        EntityKind.Hash when Recognised.IsHash(entity.Value) => Named.Of(NamedKind.Hash, entity.Value),
        _ => null,
    };

    // What stands behind the path may name victims, and what stands before the host is a password.
    static Named? Url(string value)
    {
        if (value.Length > 2_048 || !value.Contains("://", StringComparison.Ordinal) || value.Any(c => c <= ' ') || !Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "ftp")) return null;
        var port = uri.IsDefaultPort ? "" : ":" + uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return uri.AbsolutePath.Contains('@', StringComparison.Ordinal) || uri.AbsolutePath.Contains("%40", StringComparison.Ordinal) ? null : new Named(NamedKind.Url, $"{uri.Scheme}://{uri.Host}{port}{uri.AbsolutePath}");
    }

    static bool MayGo(Named named, HashSet<string> own, IncidentBundleOptions options) => !options.IsOwn(named) && options.Warnings.Find(named) is not [{ Class: WarningClass.Benign }, ..] && named.Kind switch
    {
        NamedKind.Address => EntityExtractor.IsPublic(named.Value) && !own.Contains(named.Value),
        NamedKind.Domain => MayGo(named.Value, own),
        NamedKind.Url => new Uri(named.Value).Host.Trim('[', ']') is var host && (Recognised.IsAddress(host)
            ? EntityExtractor.IsPublic(host) && !own.Contains(Named.Of(NamedKind.Address, host).Value) && !options.IsOwn(Named.Of(NamedKind.Address, host))
            : Recognised.IsDomain(host) && MayGo(host, own) && !options.IsOwn(Named.Of(NamedKind.Domain, host))),
        _ => true,
    };

    static bool MayGo(string domain, HashSet<string> own)
    {
        var labels = domain.ToLowerInvariant().Split('.');
        if (labels.Length < 2 || Inside.Contains(labels[^1], StringComparer.Ordinal) || own.Contains(labels[0])) return false;
        for (var i = 0; i < labels.Length - 1; i++)
            if (own.Contains(string.Join('.', labels[i..]))) return false;
        return true;
    }

    // What somebody outside comes to is of the house, whatever address or name it has: a server with a public address is a victim like any.
    static IEnumerable<string> Reached(Incident incident, IncidentBundleOptions options)
    {
        foreach (var mentions in incident.Findings.SelectMany(f => f.Events).Select(EntityExtractor.Entities))
        {
            if (!mentions.Any(m => m is { Role: "actor", Entity.Kind: EntityKind.Address } && EntityExtractor.IsPublic(m.Entity.Value) && !options.IsOwn(Named.Of(NamedKind.Address, m.Entity.Value)))) continue;
            foreach (var mention in mentions)
                if (mention is { Role: "object", Entity.Kind: EntityKind.Address or EntityKind.Domain } && OfEntity(mention.Entity) is { } reached) yield return reached.Value;
        }
    }

    // The names of machines here, and the domains they lie in.
    static HashSet<string> OwnNames(Incident incident)
    {
        var own = new HashSet<string>(incident.Entities.Where(e => e.Entity.Kind == EntityKind.Host).Select(e => e.Entity.Value.ToLowerInvariant()), StringComparer.Ordinal);
        foreach (var finding in incident.Findings)
            foreach (var (name, value) in finding.Event.Fields)
            {
                if (value is not { Length: > 2 and <= 255 } || !HostFields.Contains(name.ToLowerInvariant(), StringComparer.Ordinal)) continue;
                var host = value.TrimEnd('.').ToLowerInvariant();
                own.Add(host);
                var dot = host.IndexOf('.', StringComparison.Ordinal);
                if (dot > 0 && host.IndexOf('.', dot + 1) > 0 && !Recognised.IsAddress(host)) own.Add(host[(dot + 1)..]);
            }

        return own;
    }
}
