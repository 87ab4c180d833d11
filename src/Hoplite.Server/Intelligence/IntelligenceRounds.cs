using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>What is done again and again: tables are made anew, what is new is looked for in the past, what changed is decided anew, what is of no use is forgotten.</summary>
/// <param name="tables">What is matched.</param>
/// <param name="retro">Looks into the past.</param>
/// <param name="local">Learns what is in everyday use.</param>
/// <param name="ladder">Decides.</param>
/// <param name="hits">Keeps what was met.</param>
/// <param name="sightings">Keep things fresh.</param>
/// <param name="forgetting">Forgets.</param>
/// <param name="time">The clock.</param>
sealed class IntelligenceRounds(MatchTables tables, RetroHunt retro, LocalEvidence local, IndicatorLadder ladder, HitBook hits, Sightings sightings, Forgetting forgetting, TimeProvider time)
{
    const int Rest = 4;
    const int SearchedTogether = 1_000;

    static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Seldom = TimeSpan.FromMinutes(1);
    static readonly TimeSpan SearchAtOnce = TimeSpan.FromSeconds(10);

    readonly Queue<Named> _unsearched = new();

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var assessed = time.GetUtcNow();
        while (!cancellation.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            foreach (var fresh in tables.Refresh(Flush)) _unsearched.Enqueue(fresh);
            if (_unsearched.Count > 0) Look(begun, cancellation);
            if (time.GetUtcNow() - assessed > Seldom)
            {
                sightings.Here(tables.Hits(), tables.Of, anew: false);
                sightings.Told();
                ladder.AssessChanged();
                forgetting.Portion();
                assessed = time.GetUtcNow();
            }

            // Tables of a million things take a second to make: while a feed flows in, most of the time is left to others.
            var cost = time.GetElapsedTime(begun) * Rest;
            try
            {
                await Task.Delay(cost > Often ? cost : Often, time, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Writes down what was met; the counts of the tables go with them.</summary>
    public void Flush()
    {
        var met = tables.Hits();
        hits.Add(met);
        sightings.Here(met, tables.Of, anew: true);
    }

    // What is new is looked for in the past; what turns out to be in everyday use goes back into quarantine. After a whole list has come in that goes on for a while.
    void Look(long begun, CancellationToken cancellation)
    {
        while (_unsearched.Count > 0 && time.GetElapsedTime(begun) < SearchAtOnce && !cancellation.IsCancellationRequested)
        {
            var some = new List<Named>();
            while (some.Count < SearchedTogether && _unsearched.TryDequeue(out var one)) some.Add(one);
            if (retro.Search(some, cancellation) is not { } use) continue;
            foreach (var (named, seen) in use)
            {
                local.Learn(named, seen);
                if (ladder.Assess(named).Rung > Rung.Quarantine) hits.Retro(MatchTables.IdOf(named), named, seen);
            }
        }
    }
}
