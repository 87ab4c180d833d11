using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hoplite.Server.Sources;

/// <summary>All sources and how they are doing. Safe to use from several threads.</summary>
/// <param name="time">The clock.</param>
public sealed class SourceBook(TimeProvider time)
{
    const string TokenPrefix = "hps_";
    const int MostUnasked = 1_000;

    readonly ConcurrentDictionary<string, EnrolledSource> _sources = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, SourceHealth> _health = new(StringComparer.Ordinal);
    int _unasked;

    /// <summary>All sources.</summary>
    public IReadOnlyList<EnrolledSource> All => [.. _sources.Values.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Hears of every change to a source, to keep it.</summary>
    public Action<EnrolledSource>? Changed { get; set; }

    /// <summary>Hears of every source that is forgotten.</summary>
    public Action<string>? Removed { get; set; }

    /// <summary>The source with this id; null when there is none.</summary>
    public EnrolledSource? Find(string id) => _sources.GetValueOrDefault(id);

    /// <summary>How a source is doing.</summary>
    public SourceHealth HealthOf(string id) => _health.GetOrAdd(id, _ => new SourceHealth());

    /// <summary>Enrols a source, or changes it.</summary>
    public void Put(EnrolledSource source)
    {
        _sources[source.Id] = source;
        Changed?.Invoke(source);
    }

    /// <summary>Forgets a source; its token is worth nothing from now on.</summary>
    public bool Remove(string id)
    {
        if (!_sources.TryRemove(id, out _)) return false;
        _health.TryRemove(id, out _);
        Removed?.Invoke(id);
        return true;
    }

    /// <summary>Enrols a source that delivers with a token.</summary>
    /// <returns>The source and its token, which is not kept and cannot be shown again.</returns>
    public (EnrolledSource Source, string Token) Enrol(string name, string kind, TimeSpan? silentAfter)
    {
        var (token, hash) = NewToken();
        var source = new EnrolledSource($"{kind}-{Guid.CreateVersion7(time.GetUtcNow()).ToString("N")[20..]}", name, kind, hash, silentAfter);
        Put(source);
        return (source, token);
    }

    /// <summary>Gives a source another token; the old one is worth nothing from now on.</summary>
    public string? Rotate(string id)
    {
        if (Find(id) is not { } source) return null;
        var (token, hash) = NewToken();
        Put(source with { TokenHash = hash });
        return token;
    }

    /// <summary>The source that a token belongs to; null when it is nobody's.</summary>
    public EnrolledSource? ByToken(ReadOnlySpan<char> token)
    {
        if (token.Length is < 24 or > 200) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token.ToString()));
        foreach (var source in _sources.Values)
            if (source.TokenHash is { } known && CryptographicOperations.FixedTimeEquals(known, hash)) return source;
        return null;
    }

    /// <summary>Enrols a source that shows a certificate.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="certificate">The certificate it will show; who signed it does not matter, since it is known itself.</param>
    /// <param name="silentAfter">How long it may say nothing before that is an alarm.</param>
    public EnrolledSource Enrol(string name, X509Certificate2 certificate, TimeSpan? silentAfter)
    {
        var source = new EnrolledSource($"tls-{Guid.CreateVersion7(time.GetUtcNow()).ToString("N")[20..]}", name, "syslog", SHA256.HashData(certificate.RawData), silentAfter);
        Put(source);
        return source;
    }

    /// <summary>The source that a certificate belongs to; null when it is nobody's.</summary>
    public EnrolledSource? ByCertificate(X509Certificate certificate)
    {
        var hash = SHA256.HashData(certificate.GetRawCertData());
        return _sources.Values.FirstOrDefault(s => s.TokenHash is { } known && known.AsSpan().SequenceEqual(hash));
    }

    /// <summary>The source of a sender that nobody enrolled; there may be only so many, the rest share one.</summary>
    /// <param name="kind">How it delivers.</param>
    /// <param name="name">Its address or path.</param>
    public EnrolledSource Seen(string kind, string name)
    {
        var id = $"{kind}:{name}";
        if (_sources.TryGetValue(id, out var known)) return known;
        if (Interlocked.Increment(ref _unasked) > MostUnasked) (id, name) = ($"{kind}:other", "all other senders");
        var source = _sources.GetOrAdd(id, _ => new EnrolledSource(id, name, kind) { IsNew = true });
        Changed?.Invoke(source);
        return source;
    }

    /// <summary>The state of a source.</summary>
    public SourceState StateOf(EnrolledSource source)
    {
        var health = HealthOf(source.Id);
        if (health.LastSeen is not { } last) return SourceState.New;
        if (source.SilentAfter is { } limit && time.GetUtcNow() - last > limit) return SourceState.Silent;
        return health.Rejected > 10 && health.Rejected * 10 > health.Events ? SourceState.Failing : SourceState.Healthy;
    }

    static (string Token, byte[] Hash) NewToken()
    {
        var token = TokenPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        return (token, SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
