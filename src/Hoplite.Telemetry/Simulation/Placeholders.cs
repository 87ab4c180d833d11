using System.Globalization;
using System.Text;

namespace Hoplite.Telemetry.Simulation;

/// <summary>Fills the placeholders of one event; a name from a set takes one value for the whole event.</summary>
sealed class Placeholders(IReadOnlyDictionary<string, List<string>> sets, DateTime time, Random random)
{
    readonly Dictionary<string, string> _chosen = new(StringComparer.Ordinal);

    /// <summary>Replaces every <c>{name}</c>; a brace that opens no known name stays.</summary>
    public string Fill(string template)
    {
        var text = new StringBuilder();
        var at = 0;
        while (template.IndexOf('{', at) is >= 0 and var open && template.IndexOf('}', open) is >= 0 and var close)
        {
            text.Append(template, at, open - at).Append(Value(template[(open + 1)..close]) ?? template[open..(close + 1)]);
            at = close + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    string? Value(string name) => name switch
    {
        "iso" => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        "syslog" => time.ToString("MMM", CultureInfo.InvariantCulture) + time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(3) + time.ToString(" HH:mm:ss", CultureInfo.InvariantCulture),
        "clf" => time.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
        "epoch" => ((time - DateTime.UnixEpoch).TotalMilliseconds / 1000).ToString("0.000", CultureInfo.InvariantCulture),
        _ when name.StartsWith("int:", StringComparison.Ordinal) => Number(name[4..]),
        _ when name.StartsWith("hex:", StringComparison.Ordinal) => new string(random.GetItems<char>("0123456789abcdef", int.Parse(name.AsSpan(4), CultureInfo.InvariantCulture))),
        _ when sets.TryGetValue(name, out var set) => _chosen.TryGetValue(name, out var before) ? before : _chosen[name] = set[random.Next(set.Count)],
        _ => null,
    };

    string Number(string range)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return random.Next(int.Parse(range.AsSpan(0, dash), CultureInfo.InvariantCulture), int.Parse(range.AsSpan(dash + 1), CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
    }
}
