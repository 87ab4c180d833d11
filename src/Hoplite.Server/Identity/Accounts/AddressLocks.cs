using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>Slows down whoever guesses from one address, whatever the account. Kept in memory and bounded.</summary>
/// <param name="options">How many failures are too many.</param>
/// <param name="time">The clock.</param>
public sealed class AddressLocks(AccountOptions options, TimeProvider time)
{
    const int Most = 10_000;
    static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Since)> _failures = new(StringComparer.Ordinal);

    /// <summary>How long the address has to wait; null when it may try.</summary>
    public TimeSpan? Wait(IPAddress? address) =>
        _failures.TryGetValue(Key(address), out var seen) && seen.Failures >= options.FailuresPerAddress && seen.Since + Window - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : null;

    /// <summary>Counts a wrong attempt.</summary>
    public void Failed(IPAddress? address)
    {
        var now = time.GetUtcNow();
        if (_failures.Count >= Most) Forget(now);
        _failures.AddOrUpdate(Key(address), _ => (1, now), (_, seen) => now - seen.Since > Window ? (1, now) : (seen.Failures + 1, seen.Since));
    }

    void Forget(DateTimeOffset now)
    {
        foreach (var (key, seen) in _failures)
            if (now - seen.Since > Window) _failures.TryRemove(key, out _);
        // All of them are recent: somebody has very many addresses, and counting more would only cost memory.
        if (_failures.Count >= Most) _failures.Clear();
    }

    // Whoever has one IPv6 address has the 2^64 beside it.
    static string Key(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
