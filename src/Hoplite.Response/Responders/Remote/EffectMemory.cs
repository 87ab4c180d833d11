using System.Collections.Concurrent;

namespace Hoplite.Response.Responders.Remote;

/// <summary>
/// What other systems answered, for those that cannot be asked afterwards. It is gone with the process: what was going on then is unknown, and not guessed.
/// </summary>
sealed class EffectMemory
{
    const int Most = 10_000;

    readonly ConcurrentDictionary<string, Effect> _effects = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> _order = new();

    /// <summary>Keeps what is known of a key.</summary>
    public void Put(string key, Effect effect)
    {
        _effects[key] = effect;
        _order.Enqueue(key);
        while (_order.Count > Most && _order.TryDequeue(out var oldest)) _effects.TryRemove(oldest, out _);
    }

    /// <summary>What is known of a key.</summary>
    public Effect Of(string key) => _effects.GetValueOrDefault(key, Effect.Unknown);

    /// <summary>Keeps what an answer says of a key.</summary>
    /// <exception cref="ResponderException">The answer is not that it was done.</exception>
    public void Take(string key, RemoteAnswer answer, string who, bool isGood)
    {
        Put(key, isGood ? Effect.Present : answer.IsRefused ? Effect.Absent : Effect.Unknown);
        if (!isGood) throw new ResponderException($"{who}: {answer.Said}");
    }
}
