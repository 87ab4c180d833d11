using System.Globalization;
using System.Text;
using Hoplite.Intelligence.Trusting;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Server.Intelligence;

/// <summary>Where in the stored events a thing may stand.</summary>
/// <param name="Expression">Gives it, in the query language.</param>
/// <param name="Length">How many characters it has there; 0 for any number.</param>
sealed record RetroPlace(string Expression, int Length = 0)
{
    /// <summary>Whether a value may stand there.</summary>
    public bool Fits(string value) => Length == 0 || value.Length == Length;
}

/// <summary>Tells where in the stored events things stand: columns for addresses and domains, for others the fields that the live matching looks at too.</summary>
static class RetroPlaces
{
    const int MostFields = 16;

    static readonly int[] HashLengths = [32, 40, 64];

    /// <summary>The places of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="fields">The fields of sources that were seen.</param>
    public static IReadOnlyList<RetroPlace> Of(NamedKind kind, Func<IReadOnlyList<string>> fields) => kind switch
    {
        NamedKind.Address => [new RetroPlace("src_ip"), new RetroPlace("dst_ip")],
        NamedKind.Domain => [new RetroPlace("domain")],
        NamedKind.Url => [.. Named(fields(), ObservableKind.Url).Select(f => new RetroPlace(Field(f)))],

        // A field may hold several, as in MD5=..,SHA256=..; of each length there is one.
        NamedKind.Hash => [.. Named(fields(), ObservableKind.Hash).SelectMany(f => HashLengths.Select(l => new RetroPlace(
            string.Create(CultureInfo.InvariantCulture, $"extract(\"(?:^|[^0-9A-Za-z])([0-9A-Fa-f]{{{l}}})(?:$|[^0-9A-Za-z])\", 1, {Field(f)})"), l)))],
        _ => [],
    };

    /// <summary>A text as a literal of the language and nothing else: it may come from anybody.</summary>
    public static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value) text.Append(c is '"' or '\\' ? "\\" : "").Append(char.IsControl(c) ? ' ' : c);
        return text.Append('"').ToString();
    }

    static string Field(string name) => $"fields[{Quoted(name)}]";

    static IEnumerable<string> Named(IReadOnlyList<string> fields, ObservableKind kind) =>
        fields.Where(f => f.Length <= 128 && !f.Contains('#', StringComparison.Ordinal) && ObservableFields.OfName(f) == kind).Take(MostFields);
}
