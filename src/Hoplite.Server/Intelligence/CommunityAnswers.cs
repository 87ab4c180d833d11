using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Server.Intelligence;

/// <summary>What this node tells a member that asks about a thing: what its own people and incidents found, never what others said or what is in use here.</summary>
/// <param name="room">Knows it.</param>
/// <param name="time">The clock.</param>
sealed class CommunityAnswers(IntelligenceRoom room, TimeProvider time)
{
    const int MostAnHour = 60;

    readonly LetterBox _box = new(MostAnHour, TimeSpan.FromHours(1), time);

    /// <summary>Whether a question is taken: not twice the same letter, and not too many of one member.</summary>
    public bool TryTake(PeerLetter question) => _box.TryTake(question);

    /// <summary>The answer.</summary>
    public PeerOpinion Of(Named named, Member asker)
    {
        if (room.Warnings.Find(named) is [{ Class: WarningClass.Benign }, ..]) return PeerOpinion.Harmless;

        // What belongs to the house or is in daily use here is nobody's business, and neither is that it is so.
        if (room.IsOurs(named) || room.Trust.About(named).FirstOrDefault(c => c.Peer == TrustBook.Self) is not { } own || !MayTell(own, asker)) return PeerOpinion.Unknown;
        return own.IsBad ? PeerOpinion.Bad : PeerOpinion.Harmless;
    }

    // A verdict of a person has no marking of its own and counts as TLP:AMBER; an object goes as far as its marking says.
    bool MayTell(Claim own, Member asker)
    {
        if (!own.Source.Contains("--", StringComparison.Ordinal)) return asker.Clearance >= Tlp.Amber;
        return room.Objects.Get(own.Source) is { Revoked: false } stored && SignedObject.Read(stored.Json, out _) is { } signed && SharingPolicy.MaySee(signed, asker);
    }
}
