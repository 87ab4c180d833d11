using Hoplite.Detection.Alerts;
using Hoplite.Incidents.Triage;

namespace Hoplite.Incidents.Grouping;

/// <summary>
/// Puts alerts of other tools into groups in time, network by network, and keeps the rarest groups of each day: a person has only so
/// much attention, and what a host says all day is not worth it.
/// </summary>
/// <remarks>
/// The rarity of an alert is the logarithm of how few of the windows have its kind, on this host and anywhere, the mean of both. A
/// group weighs as much as its distinct kinds together. Nothing is learned from labels, and the budget bounds the noise on a network
/// nobody has seen before.
/// </remarks>
sealed class AlertGroups
{
    readonly AlertBook _book;
    readonly AlertBudget _budget;
    readonly Dictionary<(int Kind, int Place), long> _perPlace = [];
    readonly Dictionary<(int Kind, string Site), long> _perSite = [];
    readonly Dictionary<string, long> _windows = new(StringComparer.Ordinal);

    AlertGroups(AlertBook book, AlertBudget budget) => (_book, _budget) = (book, budget);

    /// <summary>The groups worth attention, in order of time.</summary>
    public static IReadOnlyList<AlertGroup> Of(AlertBook book, AlertBudget budget)
    {
        if (book.Count == 0) return [];
        var groups = new AlertGroups(book, budget);
        var order = groups.InOrder();
        groups.Count(order);
        return
        [
            .. groups.Split(order).GroupBy(g => (g.Site, Day: g.First / TimeSpan.TicksPerDay))
                .SelectMany(day => day.OrderByDescending(g => g.Weight).ThenBy(g => g.First).Take(budget.ADay)).OrderBy(g => g.First),
        ];
    }

    int[] InOrder()
    {
        var order = new int[_book.Count];
        var keys = new long[_book.Count];
        for (var i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, _book[i].Ticks);
        Array.Sort(keys, order);
        return order;
    }

    // In order of time a window is entered once, so counting needs only the window seen last.
    void Count(int[] order)
    {
        var window = TimeSpan.FromMinutes(_budget.WindowMinutes).Ticks;
        var lastOfPlace = new Dictionary<(int Kind, int Place), long>();
        var lastOfSite = new Dictionary<(int Kind, string Site), long>();
        var firstOfSite = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var number in order)
        {
            ref readonly var alert = ref _book[number];
            var at = alert.Ticks / window;
            var site = _book.Places[alert.Place].Site;
            firstOfSite.TryAdd(site, at);
            _windows[site] = at - firstOfSite[site] + 1;
            var place = (alert.Kind, alert.Place);
            if (lastOfPlace.GetValueOrDefault(place, -1) != at) _perPlace[place] = _perPlace.GetValueOrDefault(place) + 1;
            lastOfPlace[place] = at;
            var kind = (alert.Kind, site);
            if (lastOfSite.GetValueOrDefault(kind, -1) != at) _perSite[kind] = _perSite.GetValueOrDefault(kind) + 1;
            lastOfSite[kind] = at;
        }
    }

    List<AlertGroup> Split(int[] order)
    {
        var pause = TimeSpan.FromMinutes(_budget.PauseMinutes).Ticks;
        var longest = TimeSpan.FromHours(_budget.LongestHours).Ticks;
        var open = new Dictionary<string, AlertGroup>(StringComparer.Ordinal);
        var groups = new List<AlertGroup>();
        foreach (var number in order)
        {
            ref readonly var alert = ref _book[number];
            var site = _book.Places[alert.Place].Site;
            if (IsEveryday(alert, site)) continue;
            if (!open.TryGetValue(site, out var group) || alert.Ticks - group.Last > pause || alert.Ticks - group.First > longest)
                groups.Add(group = open[site] = new AlertGroup(site, alert.Ticks));
            group.Add(number, alert, Rarity(alert, site));
        }

        return groups;
    }

    // Within less than a few hours nobody can know what is everyday.
    bool IsEveryday(in Alert alert, string site) =>
        _windows[site] >= 24 && _perPlace[(alert.Kind, alert.Place)] > _budget.EverydayShare * _windows[site];

    double Rarity(in Alert alert, string site)
    {
        var windows = (double)_windows[site];
        return (Math.Log(windows / _perPlace[(alert.Kind, alert.Place)]) + Math.Log(windows / _perSite[(alert.Kind, site)])) / 2;
    }
}

/// <summary>Alerts of one network that follow each other.</summary>
/// <param name="site">The network.</param>
/// <param name="first">Ticks of the first.</param>
sealed class AlertGroup(string site, long first)
{
    static readonly long Fold = TimeSpan.FromMinutes(15).Ticks;

    readonly Dictionary<int, double> _kinds = [];
    readonly Dictionary<(int Kind, int Place, long Window), FoldedAlerts> _folded = [];

    public string Site => site;

    public long First { get; } = first;

    public long Last { get; private set; } = first;

    /// <summary>The rarities of its distinct kinds together.</summary>
    public double Weight => _kinds.Values.Sum();

    /// <summary>Its alerts, those of one kind, place and quarter of an hour as one.</summary>
    public IEnumerable<FoldedAlerts> Alerts => _folded.Values;

    public void Add(int number, in Alert alert, double rarity)
    {
        Last = alert.Ticks;
        if (rarity > _kinds.GetValueOrDefault(alert.Kind, double.MinValue)) _kinds[alert.Kind] = rarity;
        var key = (alert.Kind, alert.Place, alert.Ticks / Fold);
        _folded[key] = _folded.TryGetValue(key, out var before)
            ? before with { Count = before.Count + 1, Last = alert.Ticks }
            : new FoldedAlerts(number, 1, alert.Ticks, alert.Ticks);
    }
}

/// <summary>Some alerts alike.</summary>
/// <param name="Number">The first of them in the book.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Ticks of the first.</param>
/// <param name="Last">Ticks of the last.</param>
sealed record FoldedAlerts(int Number, int Count, long First, long Last);
