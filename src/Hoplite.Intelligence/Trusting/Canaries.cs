using System.Buffers.Text;
using System.Security.Cryptography;

namespace Hoplite.Intelligence.Trusting;

/// <summary>Test messages: questions to one peer about things whose answer this node knows, which look like any other question.</summary>
/// <remarks>
/// A decoy is a domain that was made up for one peer and that nobody can have seen. A peer that calls it bad says what it cannot know;
/// a decoy that comes back from another peer shows who passes on what was told to one. After Fung and others (IEEE TNSM 2011).
/// </remarks>
/// <param name="trust">Learns from the answers.</param>
public sealed class Canaries(TrustBook trust)
{
    static readonly string[] Words = ["update", "portal", "files", "mail", "login", "cdn", "sync", "static", "cloud", "secure", "shop", "news"];

    readonly Dictionary<Named, string> _askedOf = [];
    readonly Lock _gate = new();

    /// <summary>A decoy for one peer.</summary>
    public Named Ask(string peer)
    {
        Span<byte> random = stackalloc byte[6];
        RandomNumberGenerator.Fill(random);
        var name = $"{Words[random[0] % Words.Length]}-{Words[random[1] % Words.Length]}-{Base64Url.EncodeToString(random[2..]).ToLowerInvariant().Replace('_', 'x').Trim('-')}.com";
        var decoy = new Named(NamedKind.Domain, name);
        lock (_gate) _askedOf[decoy] = peer;
        return decoy;
    }

    /// <summary>A peer that was asked answers.</summary>
    /// <returns>False when it was never asked about this.</returns>
    public bool Answer(string peer, Named named, bool callsItBad)
    {
        lock (_gate)
            if (!_askedOf.TryGetValue(named, out var asked) || asked != peer) return false;
        trust.Tested(peer, named.Kind, passed: !callsItBad);
        return true;
    }

    /// <summary>Looks at a claim: a decoy that anybody calls bad convicts whoever does.</summary>
    /// <returns>Whether it was a decoy; such a claim counts for nothing.</returns>
    public bool Convicts(Claim claim)
    {
        lock (_gate)
            if (!claim.IsBad || !_askedOf.ContainsKey(claim.Named)) return false;
        trust.Tested(claim.Peer, claim.Named.Kind, passed: false);
        return true;
    }
}
