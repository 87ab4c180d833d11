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
    static readonly TimeSpan Probation = TimeSpan.FromDays(90);

    readonly string _name;
    readonly Uri _address;
    readonly PeerKey _key;
    readonly TrustBook _trust;
    readonly TimeProvider _time;
    readonly TaxiiClientOptions _client;

    public Community(string name, string own, Uri address, PeerKey key, Roster roster, TrustBook trust, CommunityIntake intake, ITaxiiStore store, FeedCursor cursor, CommunityNodeOptions options, TimeProvider time)
    {
        (_name, _address, _key, Roster, _trust, _time, _client) = (name, address, key, roster, trust, time, options.Client);
        Place = new TaxiiPlace(CommunityShelf.RootPath, CommunityShelf.CollectionOf(name));
        Roster.Put(new Member(key.Id, own, name, address, null, time.GetUtcNow(), Tlp.Red, []));
        Node = new CommunityNode(options, key, roster, intake, new CommunityShelf(store, Place, key.Id), cursor, time);
        foreach (var member in roster.All) Meet(member);
    }

    public string Name => _name;

    public PeerId Id => _key.Id;

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
    public TaxiiUser? Find(string token) =>
        PeerToken.Read(token, _key.Id, _time.GetUtcNow()) is { } peer && Roster.Find(peer.Identity) is { } member ? CommunityShelf.UserOf(member) : null;

    /// <summary>A word that lets one guest in.</summary>
    public string Invite(string guest, Tlp clearance, IReadOnlyList<string> groups, TimeSpan lasts) =>
        new Invitation(_name, _key.Id, _address, guest, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), _time.GetUtcNow() + lasts, clearance, groups).Write(_key);

    /// <summary>A guest knocks with its invitation: it is let in, and told who else is there.</summary>
    /// <exception cref="InvalidDataException">The invitation does not hold.</exception>
    public IReadOnlyList<Member> Admit(string text, PeerId guest, string name, Uri address)
    {
        var invitation = Invitation.Read(text);
        var now = _time.GetUtcNow();
        if (!invitation.Inviter.Equals(_key.Id) || invitation.Community != _name) throw new InvalidDataException("the invitation is for another door");
        if (invitation.Expires < now) throw new InvalidDataException("the invitation is over; ask for a new one");
        if (!Roster.Redeem(invitation.Nonce, now)) throw new InvalidDataException("the invitation was used already; ask for a new one");
        Put(new Member(guest, name, _name, address, _key.Id, now, invitation.Clearance, invitation.Groups));
        return Roster.All;
    }

    /// <summary>Another member lets somebody in and vouches for it; it is a newcomer here as well.</summary>
    public void Hear(Member member)
    {
        if (Roster.All.All(m => !m.Key.Equals(member.Key))) Put(member);
    }

    /// <summary>Takes up an invitation of somebody else.</summary>
    public void Joined(Invitation invitation, IReadOnlyList<Member> members)
    {
        foreach (var member in members) if (!member.Key.Equals(_key.Id)) Put(member with { Community = invitation.Community });
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
