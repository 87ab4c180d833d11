using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Gating;

/// <summary>How far software may go with each kind of action. A person raises it, a mistake lowers it by itself.</summary>
public sealed class AutonomyLadder
{
    readonly Lock _gate = new();
    readonly Dictionary<ActionKind, Autonomy> _rungs;

    /// <summary>Begins with what an operator set; everything else is proposed.</summary>
    /// <exception cref="ArgumentException">A kind that never happens without a person is to be done alone.</exception>
    public AutonomyLadder(IReadOnlyDictionary<ActionKind, Autonomy>? rungs = null)
    {
        _rungs = Enum.GetValues<ActionKind>().ToDictionary(k => k, k => rungs?.GetValueOrDefault(k, Autonomy.Propose) ?? Autonomy.Propose);
        foreach (var (kind, rung) in _rungs) Check(kind, rung);
    }

    /// <summary>Keeps a rung over a restart; throws when it cannot.</summary>
    public Action<ActionKind, Autonomy>? Keep { get; init; }

    /// <summary>How far software may go with a kind.</summary>
    public Autonomy this[ActionKind kind]
    {
        get
        {
            lock (_gate) return _rungs[kind];
        }
    }

    /// <summary>A person sets a rung.</summary>
    /// <exception cref="ArgumentException">The kind never happens without a person.</exception>
    public void Set(ActionKind kind, Autonomy rung)
    {
        Check(kind, rung);
        lock (_gate)
        {
            // What cannot be kept is not set.
            Keep?.Invoke(kind, rung);
            _rungs[kind] = rung;
        }
    }

    /// <summary>Something went wrong with an action of this kind: it was rolled back, failed, or was denied by a person. One rung down, never up.</summary>
    /// <returns>The rung it is on now.</returns>
    public Autonomy Demote(ActionKind kind)
    {
        lock (_gate)
        {
            var rung = _rungs[kind] = _rungs[kind] == Autonomy.Observe ? Autonomy.Observe : _rungs[kind] - 1;
            try
            {
                Keep?.Invoke(kind, rung);
            }
            catch (Exception)
            {
                // It holds until a restart, and whoever lowers it has something to take back that matters more.
            }

            return rung;
        }
    }

    /// <summary>Whether a rung can be set at all.</summary>
    public static bool MayBe(ActionKind kind, Autonomy rung) => rung != Autonomy.Act || ActionTraits.Of(kind) is not { LongestAlone.Ticks: 0, Class: not ActionClass.Read };

    /// <summary>Makes sure that a rung can be set at all.</summary>
    /// <exception cref="ArgumentException">The kind never happens without a person.</exception>
    public static void Check(ActionKind kind, Autonomy rung)
    {
        if (!MayBe(kind, rung)) throw new ArgumentException($"{ActionTraits.Of(kind).Name} never happens without a person; it can be observed or proposed");
    }
}
