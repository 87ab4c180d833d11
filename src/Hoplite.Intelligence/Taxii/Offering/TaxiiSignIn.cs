using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Finds out who asks: by name and password, by a bearer token, or by the fingerprint of a client certificate.</summary>
public sealed class TaxiiSignIn
{
    const int MostRemembered = 10_000;
    const int LongestHeader = 8_192;

    readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    readonly FrozenDictionary<string, TaxiiUser> _users, _tokens, _certificates;
    readonly ConcurrentDictionary<string, TaxiiUser> _remembered = new(StringComparer.Ordinal);
    readonly Func<string, TaxiiUser?>? _otherTokens;

    /// <summary>Learns who may come in.</summary>
    /// <param name="users">They.</param>
    /// <param name="otherTokens">Knows further bearer tokens; null for none.</param>
    /// <exception cref="InvalidDataException">Two users have one name, or a password has a form that is not known.</exception>
    public TaxiiSignIn(IReadOnlyList<TaxiiUser> users, Func<string, TaxiiUser?>? otherTokens = null)
    {
        if (users.Select(u => u.Name).Distinct(StringComparer.Ordinal).Count() != users.Count) throw new InvalidDataException("two TAXII users have one name");
        if (users.FirstOrDefault(u => u.Password is not null && !TaxiiPasswords.IsWellFormed(u.Password)) is { } wrong) throw new InvalidDataException($"the password of the TAXII user {wrong.Name} has a form that is not known");
        _otherTokens = otherTokens;
        _users = users.ToFrozenDictionary(u => u.Name, StringComparer.Ordinal);
        _tokens = Pairs(users, u => u.Tokens).ToFrozenDictionary(p => Mark("token", p.Value), p => p.User, StringComparer.Ordinal);
        _certificates = Pairs(users, u => u.Certificates).ToFrozenDictionary(p => p.Value.Replace(":", "", StringComparison.Ordinal), p => p.User, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether client certificates are asked for.</summary>
    public bool KnowsCertificates => _certificates.Count > 0;

    /// <summary>The form in which a password is kept: PBKDF2 with a salt.</summary>
    public static string HashPassword(string password) => TaxiiPasswords.Hash(password);

    /// <summary>Who asks.</summary>
    /// <param name="authorization">The header of that name; may be empty.</param>
    /// <param name="certificate">The SHA-256 fingerprint of the client's certificate, in hex; null for none.</param>
    /// <returns>The user; null for nobody we know.</returns>
    public TaxiiUser? Find(string authorization, string? certificate)
    {
        if (authorization.Length > LongestHeader) return null;
        if (authorization.Length == 0) return certificate is not null && _certificates.TryGetValue(certificate, out var shown) ? shown : null;
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return null;
        var value = authorization[(space + 1)..].Trim();
        return authorization[..space].ToUpperInvariant() switch
        {
            "BASIC" => ByPassword(value),

            // Clients of older servers say Token.
            "BEARER" or "TOKEN" => _tokens.TryGetValue(Mark("token", value), out var user) ? user : _otherTokens?.Invoke(value),
            _ => null,
        };
    }

    TaxiiUser? ByPassword(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        var (name, password) = (pair[..colon], pair[(colon + 1)..]);
        var mark = Mark("password", pair);
        if (_remembered.TryGetValue(mark, out var known)) return known;
        var user = _users.GetValueOrDefault(name);
        var fits = TaxiiPasswords.Fits(password, user?.Password ?? TaxiiPasswords.Nobody);
        if (user?.Password is null || !fits) return null;
        if (_remembered.Count >= MostRemembered) _remembered.Clear();
        return _remembered[mark] = user;
    }

    static IEnumerable<(string Value, TaxiiUser User)> Pairs(IReadOnlyList<TaxiiUser> users, Func<TaxiiUser, IReadOnlyList<string>> values) => users.SelectMany(u => values(u).Select(v => (v, u)));

    // Looked up by a keyed hash, so that how long it takes says nothing about the secret.
    string Mark(string kind, string secret) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(kind + ":" + secret)));
}
