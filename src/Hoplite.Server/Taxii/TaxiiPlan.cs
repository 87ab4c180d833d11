using System.Text.RegularExpressions;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using Hoplite.Server.Configuration;

namespace Hoplite.Server.Taxii;

/// <summary>Turns the configuration, and a preloaded file beside it, into what is offered.</summary>
static partial class TaxiiPlan
{
    const int LeastToken = 24;
    static readonly string[] Taken = ["api", "assets", "ingest", "taxii2", "healthz", "readyz", "metrics", "services", "elastic", "v1", "mcp", "setup", ".well-known"];

    /// <summary>Makes the catalogue.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public static TaxiiCatalogue Make(TaxiiOptions options, TaxiiCatalogue? preloaded)
    {
        var catalogue = new TaxiiCatalogue
        {
            Title = preloaded?.Title ?? options.Title, Description = preloaded?.Description, Contact = options.Contact ?? preloaded?.Contact, Default = preloaded?.Default ?? options.Roots.FirstOrDefault()?.Path,
            PageCap = options.MaxPageSize > 0 ? options.MaxPageSize : preloaded?.PageCap ?? 1_000, PropertyFilters = options.PropertyFilters,
            Roots = [.. preloaded?.Roots ?? [], .. options.Roots.Select(Root)],
            Users = [.. options.Users.Select(u => User(u, preloaded is not null)), .. (preloaded?.Users ?? []).Where(u => options.Users.All(o => o.Name != u.Name))],
        };
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var root in catalogue.Roots)
        {
            if (!Path().IsMatch(root.Path) || Taken.Contains(root.Path.Split('/')[0], StringComparer.Ordinal) && !root.Path.StartsWith("taxii2/", StringComparison.Ordinal)) throw Wrong($"'{root.Path}' cannot be the path of a root");
            if (!paths.Add(root.Path)) throw Wrong($"two roots have the path '{root.Path}'");
            if (root.Collections.FirstOrDefault(c => !Guid.TryParseExact(c.Id, "D", out _)) is { } bad) throw Wrong($"'{bad.Id}' is no id of a collection; it must be a UUID");
            if (root.Collections.SelectMany(c => (string?[])[c.Id, c.Alias]).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count() != root.Collections.Sum(c => c.Alias is null ? 1 : 2)) throw Wrong($"two collections of '{root.Path}' have one name");
        }

        return catalogue;
    }

    /// <summary>How to connect to PostgreSQL; null for the embedded store.</summary>
    /// <exception cref="ConfigurationException">It is written into the configuration, where everybody reads it, or not where it says.</exception>
    public static string? Postgres(TaxiiOptions options) => options.Postgres is null || options.Postgres.StartsWith("env:", StringComparison.Ordinal) || options.Postgres.StartsWith("file:", StringComparison.Ordinal)
        ? Kept(options.Postgres) : throw Wrong("postgres must be env:NAME or file:/path; a connection string does not belong into the configuration");

    static TaxiiRoot Root(TaxiiRootOptions options) => new()
    {
        Path = options.Path.Trim('/'), Title = options.Title.Length > 0 ? options.Title : options.Path, MaxContentLength = Math.Clamp(options.MaxContentLength, 1, 64 << 20),
        Collections = [.. options.Collections.Select(c => new TaxiiCollection
        {
            Id = c.Id, Title = c.Title, Description = c.Description, Alias = c.Alias, CanRead = c.CanRead, CanWrite = c.CanWrite, Readers = c.Readers, Writers = c.Writers,
        })],
    };

    // Outside suites know nothing of levels and groups: with preloaded content their users see all of it, unless something else is said.
    static TaxiiUser User(TaxiiUserOptions options, bool preloaded)
    {
        if (options.Name.Length == 0 || options.Name.Contains(':', StringComparison.Ordinal)) throw Wrong("a user needs a name, without a colon");
        var token = Kept(options.Token);
        if (token is { Length: < LeastToken }) throw Wrong($"the token of {options.Name} is shorter than {LeastToken} characters");
        var isDefault = options.Clearance == Tlp.Green && options.Groups.Count == 0;
        return new TaxiiUser
        {
            Name = options.Name, Password = Kept(options.Password), Tokens = token is null ? [] : [token], Certificates = options.Certificates, CanWrite = options.CanWrite,
            Clearance = preloaded && isDefault ? Tlp.Red : options.Clearance, Groups = (preloaded && isDefault) || options.Groups.Contains("*", StringComparer.Ordinal) ? null : options.Groups,
        };
    }

    static string? Kept(string? value)
    {
        try
        {
            return KeptValue.Read(value);
        }
        catch (InvalidDataException wrong)
        {
            throw Wrong(wrong.Message);
        }
    }

    internal static ConfigurationException Wrong(string message) => new("taxii", 0, message);

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*$", RegexOptions.None, 1_000)]
    private static partial Regex Path();
}
