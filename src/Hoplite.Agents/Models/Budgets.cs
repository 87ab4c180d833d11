using Hoplite.Agents.Providers;

namespace Hoplite.Agents.Models;

/// <summary>What may be spent: for an incident, for a day, with a provider. A request is paid before it is made, with an estimate, and settled when it is known; nothing is ever lent.</summary>
/// <param name="options">The limits.</param>
/// <param name="clock">The clock that says which day it is.</param>
sealed class Budgets(AgentOptions options, TimeProvider clock)
{
    // Enough incidents for a long day; an attacker who makes more of them still has the budget of the day before him.
    const int MostIncidents = 10_000;

    readonly Lock _lock = new();
    readonly Dictionary<Guid, Purse> _incidents = [];
    readonly Queue<Guid> _order = new();
    readonly Dictionary<string, Purse> _providers = new(StringComparer.OrdinalIgnoreCase);
    Purse _day = new(options.Budget.CallsPerDay, options.Budget.TokensPerDay);
    DateOnly _today;

    /// <summary>Whether anything is left for an incident.</summary>
    public bool IsAnythingLeft(Guid? incident)
    {
        lock (_lock)
        {
            Turn();
            return _day.Allows(1) && (incident is not { } id || Of(id).Allows(1));
        }
    }

    /// <summary>Pays for a request.</summary>
    /// <returns>What was paid, to be settled; null when it is too much.</returns>
    public Payment? Pay(Guid? incident, ProviderOptions provider, long tokens)
    {
        lock (_lock)
        {
            Turn();
            if (!_providers.TryGetValue(provider.Name, out var own)) _providers[provider.Name] = own = new(int.MaxValue, provider.DailyTokens);
            Purse[] purses = incident is { } id ? [_day, own, Of(id)] : [_day, own];
            if (!purses.All(p => p.Allows(tokens))) return null;
            foreach (var purse in purses) purse.Take(1, tokens);
            return new(purses, tokens);
        }
    }

    /// <summary>Puts what a request really cost in place of what was paid.</summary>
    public void Settle(Payment payment, long tokens)
    {
        lock (_lock)
            foreach (var purse in payment.Purses) purse.Take(0, tokens - payment.Tokens);
    }

    /// <summary>What may still be spent today.</summary>
    public BudgetLeft Left()
    {
        lock (_lock)
        {
            Turn();
            return new(_day.Calls, _day.Tokens, options.Providers.ToDictionary(p => p.Name, p => _providers.TryGetValue(p.Name, out var own) ? own.Tokens : p.DailyTokens, StringComparer.OrdinalIgnoreCase));
        }
    }

    // A clock that goes back gives nobody a new day.
    void Turn()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (today <= _today) return;
        (_today, _day) = (today, new(options.Budget.CallsPerDay, options.Budget.TokensPerDay));
        _providers.Clear();
    }

    Purse Of(Guid incident)
    {
        if (_incidents.TryGetValue(incident, out var known)) return known;
        if (_order.Count == MostIncidents) _incidents.Remove(_order.Dequeue());
        _order.Enqueue(incident);
        return _incidents[incident] = new(options.Budget.CallsPerIncident, options.Budget.TokensPerIncident);
    }

    /// <summary>What was paid for a request.</summary>
    internal sealed record Payment(Purse[] Purses, long Tokens);

    /// <summary>What is left of a limit.</summary>
    internal sealed class Purse(long calls, long tokens)
    {
        long _calls = calls;
        long _tokens = tokens;

        public long Calls => Math.Max(0, _calls);

        public long Tokens => Math.Max(0, _tokens);

        public bool Allows(long tokens) => _calls >= 1 && _tokens >= tokens;

        public void Take(long calls, long tokens) => (_calls, _tokens) = (_calls - calls, _tokens - tokens);
    }
}

/// <summary>What may still be spent today (UTC).</summary>
/// <param name="Calls">Requests.</param>
/// <param name="Tokens">Tokens.</param>
/// <param name="Providers">Tokens by provider.</param>
public sealed record BudgetLeft(long Calls, long Tokens, IReadOnlyDictionary<string, long> Providers);
