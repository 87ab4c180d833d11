using System.Globalization;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Poisoning;

/// <summary>A made-up community: what is true, what is harmless, who knows of what. Drawn from a seed, so that everybody gets the same.</summary>
sealed class PoisonWorld
{
    public const int Peers = 30;
    public const int HistoryDays = 60;
    public const int TruePerDay = 20;
    public const int NewTrue = 600;
    public const int Targets = 200;
    public const double Coverage = 0.087;
    public const double Listed = 0.6;
    public const double InUse = 0.3;
    public const double Accident = 0.0014;
    public const double Confirmed = 0.1;

    public PoisonWorld(int seed)
    {
#pragma warning disable CA5394 // A benchmark must draw the same each time.
        Chance = new Random(seed);
#pragma warning restore CA5394
        Benign = [.. Enumerable.Range(0, Targets).Select(i => Domain("service", i))];
        OnList = [.. Benign.Select(_ => Draw(Listed))];
        UsedBy = [.. Enumerable.Range(0, Peers + 1).Select(_ => Benign.Where(_ => Draw(InUse)).ToHashSet())];
        Warnings = WarningLists.Of("ordinary services", WarningClass.Benign, Benign.Where((_, i) => OnList[i]).Select(n => n.Value));
        History = [.. Enumerable.Range(0, HistoryDays).Select(day => (IReadOnlyList<Known>)[.. Enumerable.Range(0, TruePerDay).Select(i => Know(Domain("bad" + day.ToString(CultureInfo.InvariantCulture), i)))])];
        New = [.. Enumerable.Range(0, NewTrue).Select(i => Know(Domain("new", i)))];
    }

    public Random Chance { get; }

    /// <summary>What the attackers want to see blocked.</summary>
    public IReadOnlyList<Named> Benign { get; }

    public IReadOnlyList<bool> OnList { get; }

    /// <summary>The harmless things each organisation uses; the last is the one that is looked at.</summary>
    public IReadOnlyList<HashSet<Named>> UsedBy { get; }

    public WarningLists Warnings { get; }

    public IReadOnlyList<IReadOnlyList<Known>> History { get; }

    /// <summary>What is new on the last day.</summary>
    public IReadOnlyList<Known> New { get; }

    public bool Draw(double probability)
    {
#pragma warning disable CA5394
        return Chance.NextDouble() < probability;
#pragma warning restore CA5394
    }

    public static string Peer(int number) => "peer-" + number.ToString("00", CultureInfo.InvariantCulture);

    static Named Domain(string name, int number) => new(NamedKind.Domain, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.example"));

    Known Know(Named named) => new(named, [.. Enumerable.Range(0, Peers).Where(_ => Draw(Coverage))], Draw(Confirmed));

    /// <summary>A bad thing.</summary>
    /// <param name="Named">The thing.</param>
    /// <param name="By">The peers that come across it.</param>
    /// <param name="Confirmed">Whether the organisation that is looked at meets it itself.</param>
    public sealed record Known(Named Named, IReadOnlyList<int> By, bool Confirmed);
}
