using System.Globalization;
using System.Text;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;
using Hoplite.Store.Hunting;

namespace Hoplite.Server.Intelligence;

/// <summary>Searches the stored events for things that have just become known, and says at the same time whether they are in ordinary use here.</summary>
/// <param name="room">Where hunts run.</param>
/// <param name="time">The clock.</param>
/// <param name="days">How far back.</param>
sealed class RetroHunt(HuntRoom room, TimeProvider time, int days)
{
    const int MostAtOnce = 200;
    const int MostRows = 5_000;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Searches.</summary>
    /// <param name="wanted">The things; patterns and files are passed over.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The use of each thing that was seen; null when the events could not be searched.</returns>
    public IReadOnlyDictionary<Named, LocalUse>? Search(IReadOnlyList<Named> wanted, CancellationToken cancellation)
    {
        var use = new Dictionary<Named, LocalUse>();
        try
        {
            foreach (var kind in wanted.GroupBy(n => n.Kind))
                foreach (var column in Columns(kind.Key))
                    foreach (var some in kind.Chunk(MostAtOnce))
                        foreach (var (named, seen) in Ask(column, kind.Key, some, cancellation))
                            use[named] = use.TryGetValue(named, out var known) ? new LocalUse(Math.Max(known.Hosts, seen.Hosts), Math.Max(known.Days, seen.Days), known.Events + seen.Events) : seen;
            return use;
        }
        catch (Exception trouble) when (trouble is HuntRoomFullException or TimeoutException or InvalidOperationException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    IEnumerable<(Named Named, LocalUse Use)> Ask(string column, NamedKind kind, IReadOnlyList<Named> wanted, CancellationToken cancellation)
    {
        var until = time.GetUtcNow();
        var values = string.Join(", ", wanted.Select(n => Quoted(n.Value)));
        var kql = string.Create(CultureInfo.InvariantCulture, $"events | where {column} in~ ({values}) | summarize events = count(), hosts = dcount(host), days = dcount(bin(time, 1d)) by {column} | take {MostRows}");
        var result = room.Run(kql, new HuntOptions { From = until - TimeSpan.FromDays(days), Until = until, MaxRows = MostRows, Timeout = Patience }, cancellation);
        var at = result.Columns.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
        foreach (var row in result.Rows)
            if (row[at[column]] is string value) yield return (Named.Of(kind, value), new LocalUse(Number(row[at["hosts"]]), Number(row[at["days"]]), Number(row[at["events"]])));
    }

    static IReadOnlyList<string> Columns(NamedKind kind) => kind switch
    {
        NamedKind.Address => ["src_ip", "dst_ip"],
        NamedKind.Domain => ["domain"],
        _ => [],
    };

    static int Number(object? value) => value is null ? 0 : (int)Math.Min(int.MaxValue, Convert.ToInt64(value, CultureInfo.InvariantCulture));

    // The value may come from anybody: it is a literal of the language and nothing else.
    static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value) text.Append(c is '"' or '\\' ? "\\" : "").Append(char.IsControl(c) ? ' ' : c);
        return text.Append('"').ToString();
    }
}
