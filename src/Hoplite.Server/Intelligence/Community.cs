using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using Hoplite.Intelligence.Taxii.Client;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>The community the platform belongs to: who is in it, how one gets in, and the door members come through.</summary>
sealed class Community : IAsyncDisposable
{
    const int MostMembers = 1_000;
    const int MostGuestsADay = 20;

    static readonly TimeSpan Probation = TimeSpan.FromDays(90);

    readonly string _name;
    readonly Uri _address;
    readonly PeerKey _key;
    readonly TrustBook _trust;
    readonly TimeProvider _time;

    public Community(string name, string own, Uri address, PeerKey key, Roster roster, TrustBook trust, CommunityIntake intake, ITaxiiStore store, FeedCursor cursor, CommunityNodeOptions options, TimeProvider time)
    {
        (_name, _address, _key, Roster, _trust, _time) = (name, address, key, roster, trust, time);
        Place = new TaxiiPlace(CommunityShelf.RootPath, CommunityShelf.CollectionOf(name));
        var before = Roster.Find(key.Id.Identity);
        Roster.Put(new Member(key.Id, own, name, address, before?.InvitedBy, before?.Since ?? time.GetUtcNow(), Tlp.Red, before?.Groups ?? []));
        Node = new CommunityNode(options, key, roster, intake, new CommunityShelf(store, Place, key.Id), cursor, time);
        foreach (var member in roster.All) Meet(member);
    }

    public string Name => _name;

    public PeerId Id => _key.Id;

    /// <summary>What this node signs with.</summary>
    public PeerKey Key => _key;

    /// <summary>This node as others know it.</summary>
    public Member Self => Roster.Find(_key.Id.Identity)!;

    public Roster Roster { get; }

    public CommunityNode Node { get; }

    public TaxiiPlace Place { get; }

    /// <summary>The API root members come to.</summary>
    public TaxiiRoot Root() => new()
    {
        Path = CommunityShelf.RootPath,
        Title = _name,
        Collections = [new TaxiiCollection { Id = Place.Collection, Title = _name, Alias = "objects", CanWrite = true, IsOpenTo = u => Roster.Find(u.Name) is not null, Intake = TakeAsync }],
    };

    /// <summary>The member that shows a token; null when it is nobody's.</summary>
    public TaxiiUser? Find(string token) => MemberOf(token) is { } member ? CommunityShelf.UserOf(member) : null;

    /// <summary>The member that shows a token; null when it is nobody's.</summary>
    public Member? MemberOf(string token) => PeerToken.Read(token, _key.Id, _time.GetUtcNow()) is { } peer ? Roster.Find(peer.Identity) : null;

    /// <summary>A word that lets one guest in.</summary>
    public string Invite(string guest, Tlp clearance, IReadOnlyList<string> groups, TimeSpan lasts) =>
        new Invitation(_name, _key.Id, _address, guest, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), _time.GetUtcNow() + lasts, clearance, groups).Write(_key);

    /// <summary>A guest knocks with its invitation: it is let in, and told who else is there.</summary>
    /// <exception cref="InvalidDataException">The invitation does not hold.</exception>
    public Member Admit(string text, PeerId guest, string name, Uri address)
    {
        var invitation = Invitation.Read(text);
        var now = _time.GetUtcNow();
        if (!invitation.Inviter.Equals(_key.Id) || invitation.Community != _name) throw new InvalidDataException("the invitation is for another door");
        if (invitation.Expires < now) throw new InvalidDataException("the invitation is over; ask for a new one");
        if (guest.Equals(_key.Id)) throw new InvalidDataException("this is your own invitation; send it to the guest");
        if (Roster.All.Any(m => m.Expelled is not null && m.Key.Equals(guest))) throw new InvalidDataException("this guest was put out of the community before");
        if (!Roster.Redeem(invitation.Nonce, now)) throw new InvalidDataException("the invitation was used already; ask for a new one");

        // Who invites into a group belongs to it.
        Roster.Put(Self with { Groups = [.. Self.Groups.Union(invitation.Groups, StringComparer.Ordinal)] });
        var member = new Member(guest, name, _name, address, _key.Id, now, invitation.Clearance, invitation.Groups);
        Put(member);
        return member;
    }

    /// <summary>Another member lets somebody in and vouches for it; it is a newcomer here as well, and gets no right that its inviter has not.</summary>
    /// <returns>False when the inviter has let in too many lately.</returns>
    public bool Hear(Member member, Member inviter)
    {
        var all = Roster.All;
        if (all.Any(m => m.Key.Equals(member.Key))) return true;
        var now = _time.GetUtcNow();
        if (all.Count >= MostMembers || all.Count(m => m.InvitedBy?.Equals(inviter.Key) == true && now - m.Since < TimeSpan.FromDays(1)) >= MostGuestsADay) return false;
        var clearance = member.Clearance < inviter.Clearance ? member.Clearance : inviter.Clearance;
        Put(member with { Community = _name, InvitedBy = inviter.Key, Since = now, Clearance = clearance, Groups = [.. member.Groups.Intersect(inviter.Groups, StringComparer.Ordinal)] });
        return true;
    }

    /// <summary>Takes up an invitation of somebody else.</summary>
    public void Joined(Invitation invitation, IReadOnlyList<Member> members)
    {
        Roster.Put(Self with { InvitedBy = invitation.Inviter, Groups = [.. Self.Groups.Union(invitation.Groups, StringComparer.Ordinal)] });
        var known = Roster.All;
        foreach (var member in members)
            if (!member.Key.Equals(_key.Id) && known.All(m => !m.Key.Equals(member.Key))) Put(member with { Community = invitation.Community });
    }

    /// <summary>Puts a member out, with the newcomers it let in. What they said is forgotten.</summary>
    public IReadOnlyList<Member> Expel(string identity)
    {
        var gone = Roster.Expel(identity, _time.GetUtcNow(), Probation);
        Node.Connect();
        return gone;
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    void Put(Member member)
    {
        Roster.Put(member);
        Meet(member);
        Node.Connect();
    }

    void Meet(Member member) => _trust.Meet(member.Key.Identity, member.InvitedBy?.Identity, member.Since);

    Task<TaxiiStatus> TakeAsync(TaxiiUser user, ReadOnlyMemory<byte> body, CancellationToken cancellation) => Node.ReceiveAsync(EnvelopeReader.Raw(body), user.Name, cancellation);
}
