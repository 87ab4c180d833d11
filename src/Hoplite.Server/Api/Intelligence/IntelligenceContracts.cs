namespace Hoplite.Server.Api.Intelligence;

/// <summary>Threat intelligence at a glance.</summary>
/// <param name="Matched">Things that events are matched against.</param>
/// <param name="Blocking">Of those, things that may be blocked when they are met.</param>
/// <param name="Quarantined">Things that somebody calls bad and that are not believed.</param>
/// <param name="Hits">How often something was met in the last thirty days.</param>
/// <param name="Community">The community; null when there is none.</param>
/// <param name="Feeds">The feeds.</param>
/// <param name="Retro">Things that were here before they were known as bad.</param>
/// <param name="Refusals">What was refused lately.</param>
/// <param name="WarningLists">How many warning lists are in use.</param>
public sealed record IntelligenceOverview(
    int Matched, int Blocking, int Quarantined, long Hits, CommunityState? Community, IReadOnlyList<FeedRow> Feeds, IReadOnlyList<RetroRow> Retro, IReadOnlyList<RefusalRow> Refusals, int WarningLists);

/// <summary>The community of this node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identity">The STIX identity of this node.</param>
/// <param name="Members">How many belong, this node included.</param>
/// <param name="Shared">How many objects this node shared.</param>
/// <param name="Received">How many objects of others are here.</param>
public sealed record CommunityState(string Name, string Identity, int Members, long Shared, long Received);

/// <summary>A feed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is: Taxii, Misp or List.</param>
/// <param name="Url">Its address.</param>
/// <param name="Collection">The collection; empty for other feeds than TAXII.</param>
/// <param name="EveryMinutes">How often it is polled.</param>
/// <param name="Checked">When it last answered; null when it never did.</param>
/// <param name="Last">When it last brought something new since the start; null when it did not.</param>
/// <param name="Objects">How many objects it brought since the start.</param>
/// <param name="Ended">How many of its indicators ended since the start because it does not name them any more.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Hits">How often what it names was met in the last thirty days.</param>
/// <param name="Failures">How many polls in a row failed.</param>
/// <param name="Trouble">What is wrong; null when nothing is.</param>
/// <param name="Reliable">What may be relied on of it, from 0 to 1, the kind that is worst.</param>
/// <param name="Wrong">The share of its claims that turned out wrong, from 0 to 1; null while nothing is known.</param>
public sealed record FeedRow(
    string Name, string Kind, string Url, string Collection, int EveryMinutes, DateTimeOffset? Checked, DateTimeOffset? Last, long Objects, long Ended, long Refused, long Hits, int Failures, string? Trouble, double Reliable, double? Wrong);

/// <summary>A thing that was here before it was known.</summary>
/// <param name="Id">The id of the indicator.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The thing.</param>
/// <param name="Hosts">On how many machines.</param>
/// <param name="Days">On how many days.</param>
/// <param name="Events">In how many events.</param>
/// <param name="At">When it was found.</param>
public sealed record RetroRow(string Id, string Kind, string Value, int Hosts, int Days, long Events, DateTimeOffset At);

/// <summary>Something that was refused.</summary>
/// <param name="At">When.</param>
/// <param name="From">Who brought it.</param>
/// <param name="Id">Its id, as far as it has one.</param>
/// <param name="Reason">Why.</param>
public sealed record RefusalRow(DateTimeOffset At, string From, string? Id, string Reason);

/// <summary>An indicator.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it names: Address, Network, Domain, Url, Hash, Email or Pattern.</param>
/// <param name="Value">The thing.</param>
/// <param name="Rung">How far it has come: Quarantine, Detect or Block.</param>
/// <param name="Belief">How probable it is that it is bad, from 0 to 1.</param>
/// <param name="Independent">How many independent voices say so.</param>
/// <param name="Sources">How many sources name it.</param>
/// <param name="Hits">How often it was met.</param>
/// <param name="Score">How fresh it is, from 0 to 100; it fades with the time since it was last seen or confirmed.</param>
/// <param name="Reasons">Why it stands where it stands.</param>
public sealed record IndicatorRow(string Id, string Kind, string Value, string Rung, double Belief, double Independent, int Sources, long Hits, double Score, IReadOnlyList<string> Reasons);

/// <summary>How what is known of an indicator grows old.</summary>
/// <param name="Start">The score when it was last seen or confirmed, from 0 to 100.</param>
/// <param name="Seen">When that was; null for what does not fade, or that nobody names.</param>
/// <param name="LifetimeDays">After how many days without a sighting nothing is left.</param>
/// <param name="Speed">How it gets there: 1 evenly, more than 1 fast at first, less than 1 late.</param>
/// <param name="BlockScore">Below this score it is not blocked.</param>
/// <param name="DetectScore">Below this score it is not matched.</param>
/// <param name="BlockUntil">Until when the score is enough for a block, if nobody sees or confirms it; null when it is not, or does not fade.</param>
/// <param name="DetectUntil">The same for matching.</param>
public sealed record FadingRow(double Start, DateTimeOffset? Seen, double LifetimeDays, double Speed, double BlockScore, double DetectScore, DateTimeOffset? BlockUntil, DateTimeOffset? DetectUntil);

/// <summary>Indicators, a page of them.</summary>
/// <param name="Items">They.</param>
/// <param name="Total">How many there are.</param>
public sealed record IndicatorPage(IReadOnlyList<IndicatorRow> Items, int Total);

/// <summary>An indicator with all that is known of it.</summary>
/// <param name="Indicator">It.</param>
/// <param name="Fading">How it grows old.</param>
/// <param name="Claims">Who says what.</param>
/// <param name="WarningLists">The lists it stands on.</param>
/// <param name="Use">Its use here before it was known; null when it was not seen.</param>
/// <param name="Findings">The newest findings about it.</param>
/// <param name="Objects">The STIX objects behind it, to draw how they belong together.</param>
public sealed record IndicatorDetail(
    IndicatorRow Indicator, FadingRow Fading, IReadOnlyList<ClaimRow> Claims, IReadOnlyList<WarningRow> WarningLists, RetroRow? Use, IReadOnlyList<IndicatorFinding> Findings, IReadOnlyList<ObjectRow> Objects);

/// <summary>What one source says of a thing.</summary>
/// <param name="Source">The source: a member, a feed, a person.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsBad">Whether it calls it bad; false when it objects.</param>
/// <param name="At">When.</param>
/// <param name="Object">The STIX object that says so.</param>
/// <param name="Reliable">What may be relied on of the source for such things, from 0 to 1.</param>
public sealed record ClaimRow(string Source, string Name, bool IsBad, DateTimeOffset At, string Object, double Reliable);

/// <summary>A warning list that a thing stands on.</summary>
/// <param name="List">Its name.</param>
/// <param name="Class">Benign, Shared or Known.</param>
public sealed record WarningRow(string List, string Class);

/// <summary>A finding about a thing.</summary>
/// <param name="Id">The finding.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Host">Where.</param>
/// <param name="Incident">The incident it is part of.</param>
public sealed record IndicatorFinding(Guid Id, DateTimeOffset? Time, string? Host, Guid? Incident);

/// <summary>A STIX object.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Title">What it is called; text of whoever made it.</param>
/// <param name="Author">Who made it, or the source.</param>
/// <param name="AuthorName">What people call that one.</param>
/// <param name="Tlp">CLEAR, GREEN, AMBER, AMBER+STRICT or RED.</param>
/// <param name="Revoked">Whether its author took it back.</param>
/// <param name="Received">When it came.</param>
/// <param name="IsOwn">Whether this node made it.</param>
/// <param name="Refs">The ids of objects it refers to.</param>
public sealed record ObjectRow(string Id, string Type, string? Title, string Author, string AuthorName, string Tlp, bool Revoked, DateTimeOffset Received, bool IsOwn, IReadOnlyList<string> Refs);

/// <summary>A member of the community.</summary>
/// <param name="Identity">Its STIX identity.</param>
/// <param name="Key">Its public key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Address">Where it is reached.</param>
/// <param name="InvitedBy">The name of who let it in; null for a founder.</param>
/// <param name="Since">Since when it belongs.</param>
/// <param name="Clearance">The highest level it may see.</param>
/// <param name="Groups">The sharing groups it belongs to.</param>
/// <param name="IsSelf">Whether it is this node.</param>
/// <param name="Expelled">When it was put out.</param>
/// <param name="Reached">When it was last reached.</param>
/// <param name="Trouble">What is wrong with the way to it; null when nothing is.</param>
/// <param name="Trust">What may be relied on of it by kind, from 0 to 1.</param>
/// <param name="Suspended">Whether so much of what it said lately was wrong that nothing recent of it is believed.</param>
/// <param name="History">What could be relied on of it, day by day.</param>
/// <param name="Objects">How many objects of it are here.</param>
public sealed record PeerRow(
    string Identity, string Key, string Name, string? Address, string? InvitedBy, DateTimeOffset Since, string Clearance, IReadOnlyList<string> Groups, bool IsSelf, DateTimeOffset? Expelled, DateTimeOffset? Reached, string? Trouble,
    IReadOnlyDictionary<string, double> Trust, bool Suspended, IReadOnlyList<TrustDay> History, long Objects);

/// <summary>What could be relied on of a peer on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Reliable">From 0 to 1.</param>
public sealed record TrustDay(DateOnly Day, double Reliable);

/// <summary>Invites somebody.</summary>
/// <param name="Guest">Whom, in plain words.</param>
/// <param name="Clearance">The highest level the guest may see: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.</param>
/// <param name="Groups">The sharing groups.</param>
/// <param name="Days">For how many days it is good, 1 to 30.</param>
public sealed record InviteRequest(string Guest, string? Clearance, IReadOnlyList<string>? Groups, int? Days);

/// <summary>An invitation, to be sent to the guest.</summary>
/// <param name="Text">The whole of it.</param>
public sealed record InviteAnswer(string Text);

/// <summary>Takes up an invitation.</summary>
/// <param name="Invitation">Its text.</param>
public sealed record JoinRequest(string Invitation);

/// <summary>What came of taking it up.</summary>
/// <param name="Community">The community.</param>
/// <param name="Members">How many belong.</param>
public sealed record JoinAnswer(string Community, int Members);

/// <summary>Says what a thing is.</summary>
/// <param name="IsBad">True for bad, false for harmless.</param>
public sealed record SettleRequest(bool IsBad);

/// <summary>Names a thing as bad.</summary>
/// <param name="Value">An address, a prefix, a domain, a URL, a hash or a mail address.</param>
public sealed record AddIndicatorRequest(string Value);

/// <summary>Shares an incident.</summary>
/// <param name="Tlp">How far it may travel: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.</param>
/// <param name="Group">The sharing group; null for the whole community.</param>
/// <param name="Objects">The ids of the objects that were looked at and may go; the others stay.</param>
public sealed record ShareRequest(string Tlp, string? Group, IReadOnlyList<string> Objects);

/// <summary>An incident is wanted as a file.</summary>
/// <param name="Tlp">How far it may go: CLEAR, GREEN, AMBER, AMBER+STRICT or RED.</param>
/// <param name="Objects">Ids of the objects; null for all of them.</param>
public sealed record BundleRequest(string Tlp, IReadOnlyList<string>? Objects);

/// <summary>What would leave of an incident.</summary>
/// <param name="Objects">The objects as they would leave, with what they are.</param>
public sealed record SharePreview(IReadOnlyList<ShareObject> Objects);

/// <summary>An object as it would leave.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Summary">What it says, in one line.</param>
/// <param name="Json">The whole of it.</param>
public sealed record ShareObject(string Id, string Type, string Summary, string Json);

/// <summary>What was shared.</summary>
/// <param name="Sent">How many objects.</param>
public sealed record ShareAnswer(int Sent);

/// <summary>What became of an import.</summary>
/// <param name="Taken">How many objects are new, or newer.</param>
/// <param name="Known">How many were here before.</param>
/// <param name="Refused">What was refused.</param>
public sealed record ImportAnswer(int Taken, int Known, IReadOnlyList<RefusalRow> Refused);

/// <summary>What polling the feeds brought.</summary>
/// <param name="Feeds">For each feed.</param>
public sealed record SyncAnswer(IReadOnlyList<SyncRow> Feeds);

/// <summary>What polling a feed brought.</summary>
/// <param name="Name">The feed.</param>
/// <param name="New">How many objects were new.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Trouble">What went wrong; null when nothing did.</param>
public sealed record SyncRow(string Name, int New, int Refused, string? Trouble);
