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
    const int MostText = 24_000;
    const int MostRows = 5_000;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Searches.</summary>
    /// <param name="wanted">The things; patterns are passed over, and networks that no text of an address tells.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The use of each thing that was seen; null when the events could not be searched.</returns>
    public IReadOnlyDictionary<Named, LocalUse>? Search(IReadOnlyList<Named> wanted, CancellationToken cancellation)
    {
        var use = new Dictionary<Named, LocalUse>();
        try
        {
            foreach (var kind in wanted.GroupBy(n => n.Kind))
                foreach (var place in RetroPlaces.Of(kind.Key, [.. kind.Select(n => n.Value)], () => room.Engine.Vocabulary.Fields))
                    foreach (var some in Portions(kind.Where(n => place.Key(n.Value) is not null)))
                        foreach (var (named, seen) in Ask(place, some, cancellation))
                            use[named] = use.TryGetValue(named, out var known) ? new LocalUse(Math.Max(known.Hosts, seen.Hosts), Math.Max(known.Days, seen.Days), known.Events + seen.Events) : seen;
            return use;
        }
        catch (Exception trouble) when (trouble is HuntRoomFullException or TimeoutException or InvalidOperationException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    IEnumerable<(Named Named, LocalUse Use)> Ask(RetroPlace place, IReadOnlyList<Named> wanted, CancellationToken cancellation)
    {
        var until = time.GetUtcNow();
        var byText = new Dictionary<string, Named>(StringComparer.Ordinal);
        foreach (var named in wanted) byText.TryAdd(place.Key(named.Value)!, named);
        var values = string.Join(", ", byText.Keys.Select(RetroPlaces.Quoted));
        var kql = string.Create(CultureInfo.InvariantCulture, $"events | extend thing = tolower({place.Expression}) | where thing in ({values}) | summarize events = count(), hosts = dcount(host), days = dcount(bin(time, 1d)) by thing | take {MostRows}");
        var result = room.Run(kql, new HuntOptions { From = until - TimeSpan.FromDays(days), Until = until, MaxRows = MostRows, Timeout = Patience }, cancellation);
        var at = result.Columns.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
        foreach (var row in result.Rows)
            if (row[at["thing"]] is string text && byText.TryGetValue(text, out var named)) yield return (named, new LocalUse(Number(row[at["hosts"]]), Number(row[at["days"]]), Number(row[at["events"]])));
    }

    // A query has bounds, and web addresses may be long.
    static IEnumerable<IReadOnlyList<Named>> Portions(IEnumerable<Named> wanted)
    {
        var (some, length) = (new List<Named>(), 0);
        foreach (var named in wanted)
        {
            var own = RetroPlaces.Quoted(named.Value).Length + 2;
            if (own > MostText) continue;
            if (some.Count == MostAtOnce || length + own > MostText)
            {
                yield return some;
                (some, length) = ([], 0);
            }

            some.Add(named);
            length += own;
        }

        if (some.Count > 0) yield return some;
    }

    static int Number(object? value) => value is null ? 0 : (int)Math.Min(int.MaxValue, Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
