using System.Globalization;
using System.Text;
using Hoplite.Intelligence.Trusting;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Server.Intelligence;

/// <summary>Where in the stored events a thing may stand.</summary>
/// <param name="Expression">Gives what stands there, in the query language.</param>
/// <param name="Key">What stands there, in small letters, when it is the thing; null for a thing that cannot stand there.</param>
sealed record RetroPlace(string Expression, Func<string, string?> Key);

/// <summary>Tells where in the stored events things stand: columns for addresses and domains, for others the fields that the live matching looks at too.</summary>
static class RetroPlaces
{
    const int MostFields = 16;
    const int MostLabels = 10;

    static readonly int[] HashLengths = [32, 40, 64];
    static readonly string[] Addresses = ["src_ip", "dst_ip"];

    /// <summary>The places of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="values">What is looked for: how long a prefix is, or of how many parts a domain, decides where it is found.</param>
    /// <param name="fields">The fields of sources that were seen.</param>
    public static IReadOnlyList<RetroPlace> Of(NamedKind kind, IReadOnlyList<string> values, Func<IReadOnlyList<string>> fields) => kind switch
    {
        NamedKind.Address => [.. Addresses.Select(a => new RetroPlace(a, Same))],
        NamedKind.Network => [.. values.Select(RetroNetwork.Of).OfType<RetroNetwork>().DistinctBy(n => n.Shape).SelectMany(n => Addresses.Select(a => new RetroPlace(n.Expression(a), v => RetroNetwork.Of(v) is { } other && other.Shape == n.Shape ? other.Key : null)))],
        NamedKind.Domain => [.. values.Select(Labels).Where(n => n <= MostLabels).Distinct().Order().Select(Below)],
        NamedKind.Url => [.. Named(fields(), ObservableKind.Url).Select(f => new RetroPlace(Field(f), Same))],

        // A field may hold a name beside the address.
        NamedKind.Email => [.. Named(fields(), ObservableKind.MailFrom).Concat(Named(fields(), ObservableKind.MailTo)).Select(f => new RetroPlace($"extract(\"([^ <>\\\",;:]+@[A-Za-z0-9.-]+)\", 1, {Field(f)})", Same))],

        // A field may hold several, as in MD5=..,SHA256=..; of each length there is one.
        NamedKind.Hash => [.. Named(fields(), ObservableKind.Hash).SelectMany(f => HashLengths.Select(l => new RetroPlace(
            string.Create(CultureInfo.InvariantCulture, $"extract(\"(?:^|[^0-9A-Za-z])([0-9A-Fa-f]{{{l}}})(?:$|[^0-9A-Za-z])\", 1, {Field(f)})"), v => v.Length == l ? Same(v) : null)))],
        _ => [],
    };

    /// <summary>A text as a literal of the language and nothing else: it may come from anybody.</summary>
    public static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value) text.Append(c is '"' or '\\' ? "\\" : "").Append(char.IsControl(c) ? ' ' : c);
        return text.Append('"').ToString();
    }

    static string Same(string value) => value.ToLowerInvariant();

    static int Labels(string domain) => domain.Count(c => c == '.') + 1;

    // The end of a name with so many parts: the name itself, and those below it.
    static RetroPlace Below(int labels) => new(
        string.Create(CultureInfo.InvariantCulture, $"extract(\"((?:[^.]+[.]){{{labels - 1}}}[^.]+)[.]?$\", 1, domain)"), v => Labels(v) == labels ? Same(v) : null);

    static string Field(string name) => $"fields[{Quoted(name)}]";

    static IEnumerable<string> Named(IReadOnlyList<string> fields, ObservableKind kind) =>
        fields.Where(f => f.Length <= 128 && !f.Contains('#', StringComparison.Ordinal) && ObservableFields.OfName(f) == kind).Take(MostFields);
}
