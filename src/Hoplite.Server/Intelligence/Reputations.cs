using System.Net;
using Hoplite.Agents.Investigating;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Server.Intelligence;

/// <summary>What the ladder and the warning lists say of things, and how secret that is.</summary>
/// <param name="ladder">How far each thing has come.</param>
/// <param name="trust">What was said.</param>
/// <param name="warnings">What is harmless.</param>
/// <param name="objects">The objects that say so, with their markings.</param>
sealed class Reputations(IndicatorLadder ladder, TrustBook trust, WarningLists warnings, ObjectBook objects)
{
    const int Most = 50;

    /// <summary>What is made of a target of an investigation.</summary>
    public Reputation Of(ActionTarget target) => NamedOf(target) is { } named ? Of(named, Confidentiality.Secret) : Reputation.Unknown;

    /// <summary>What is made of a thing by what is at most so secret: what is above it might as well not have been said.</summary>
    public Reputation Of(Named asked, Confidentiality most)
    {
        var said = Said(asked, most);
        var bad = said.Where(s => s.Claim.IsBad).ToArray();
        Reputation As(ReputationStanding standing, Named named) =>
            new(standing, MatchTables.IdOf(named), bad.Where(s => s.Claim.Named == named && s.Claim.Peer != TrustBook.Self).Select(s => s.Claim.Peer).Distinct(StringComparer.Ordinal).Count(), bad.Where(s => s.Claim.Named == named).Select(s => s.Secrecy).DefaultIfEmpty(Confidentiality.Internal).Max());

        // That something is believed may rest on what is not told here; then it is only a claim.
        var believed = bad.Select(s => s.Claim.Named).FirstOrDefault(n => ladder.Find(n)?.Rung >= Rung.Detect && trust.About(n).Where(c => c.IsBad).All(c => SecrecyOf(c) <= most));
        if (believed is not null) return As(ReputationStanding.Bad, believed);
        if (warnings.Find(asked) is [{ Class: WarningClass.Benign }, ..] || said.Any(s => s.Claim is { Peer: TrustBook.Self, IsBad: false } && s.Claim.Named == asked)) return new Reputation(ReputationStanding.Harmless, MatchTables.IdOf(asked), 0);
        return Array.Find(bad, s => s.Claim.Peer != TrustBook.Self) is { Claim.Named: { } claimed } ? As(ReputationStanding.Claimed, claimed) : Reputation.Unknown;
    }

    /// <summary>What was said of a thing, and of what holds it (the network of an address, the domain above a name, the host of a web address), as far as it is at most so secret.</summary>
    public IReadOnlyList<(Claim Claim, Confidentiality Secrecy)> Said(Named asked, Confidentiality most) =>
        [.. Holders(asked).SelectMany(trust.About).Take(Most).Select(c => (Claim: c, Secrecy: SecrecyOf(c))).Where(s => s.Secrecy <= most)];

    /// <summary>How secret it is that a thing is called bad: as secret as the least secret word of it.</summary>
    public Confidentiality SecrecyOf(Named named) => trust.About(named).Where(c => c.IsBad).Take(Most).Select(SecrecyOf).DefaultIfEmpty(Confidentiality.Secret).Min();

    // A word of this house itself is its own. What came marked is as secret as its marking; what nobody can look up any more may have been marked.
    Confidentiality SecrecyOf(Claim claim)
    {
        if (!claim.Source.Contains("--", StringComparison.Ordinal)) return Confidentiality.Internal;
        if (objects.Get(claim.Source) is not { } stored) return Confidentiality.Secret;
        return (Tlp)stored.Tlp switch { Tlp.Clear => Confidentiality.Public, Tlp.Green => Confidentiality.Internal, Tlp.Amber or Tlp.AmberStrict => Confidentiality.Sensitive, _ => Confidentiality.Secret };
    }

    static Named? NamedOf(ActionTarget target) => target switch
    {
        FileTarget file => new Named(NamedKind.Hash, file.Sha256),
        { Kind: TargetKind.Address } => Named.Of(NamedKind.Network, target.Text),
        { Kind: TargetKind.Domain } => Named.Of(NamedKind.Domain, target.Text),
        _ => null,
    };

    // A domain is matched with all that is below it, a network with all that is in it.
    static IEnumerable<Named> Holders(Named asked)
    {
        yield return asked;
        switch (asked.Kind)
        {
            case NamedKind.Address when IPAddress.TryParse(asked.Value, out var address):
                for (var bits = (address.GetAddressBytes().Length * 8) - 1; bits > 0; bits--) yield return new Named(NamedKind.Network, new IPNetwork(address, bits).ToString());
                break;
            case NamedKind.Domain:
                for (var dot = asked.Value.IndexOf('.', StringComparison.Ordinal); dot >= 0 && asked.Value.IndexOf('.', dot + 1) > 0; dot = asked.Value.IndexOf('.', dot + 1)) yield return new Named(NamedKind.Domain, asked.Value[(dot + 1)..]);
                break;
            case NamedKind.Url when Uri.TryCreate(asked.Value, UriKind.Absolute, out var url) && url.IdnHost.Length > 0:
                foreach (var holder in Holders(IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out _) ? Named.Of(NamedKind.Address, url.IdnHost.Trim('[', ']')) : Named.Of(NamedKind.Domain, url.IdnHost))) yield return holder;
                break;
        }
    }
}
