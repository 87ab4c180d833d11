using System.Threading.Channels;
using Hoplite.Agents.Playbooks;
using Hoplite.Agents.Working;
using Hoplite.Guard.Gating;
using Hoplite.Response.Broking;
using Hoplite.Response.Deciding;
using Hoplite.Response.Keeping;
using Hoplite.Response.Netfilter;
using Hoplite.Response.Responders;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Responses;

/// <summary>Where the platform acts: it takes what the agents decided, asks people where they must be asked, and keeps what is in effect.</summary>
public sealed class ResponseRoom : IDisposable
{
    const int MostWaiting = 1_000;
    const string Role = "responder";

    readonly ResponseFile _file;
    readonly ResponderSet _responders;
    readonly Channel<ResponseProposal> _decided = Channel.CreateBounded<ResponseProposal>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Furnishes it.</summary>
    public ResponseRoom(Platform platform, HuntRoom hunts, AgentRoom agents, PlatformLedger ledger)
    {
        _responders = Furnish(platform);
        _file = ResponseFile.Open(Path.Combine(platform.Data, "response.db"), Durability.Power, "");
        Broker = new Broker(new RunBook(_file), _responders.All, agents.Gate.Settings, ledger, platform.Time)
        {
            Changed = run => platform.Feed.Tell("response", new { run.Id, State = InvestigationJson.Word(run.State), Action = run.Action.Traits.Name, run.Expires }),
        };
        Book = new InboxBook(_file);
        Inbox = new Inbox(Book, agents.Approvals, agents.Gate, Broker, platform.Time)
        {
            Changed = pending => platform.Feed.Tell("approval", new { pending.Id, State = InvestigationJson.Word(pending.State), pending.Persons }),
        };
        Impact = new ImpactSearch(platform, hunts);
        Agents = agents;
        agents.Loop.Decided = Put;
    }

    /// <summary>Where the agents work.</summary>
    public AgentRoom Agents { get; }

    /// <summary>Acts.</summary>
    public Broker Broker { get; }

    /// <summary>What waits for people.</summary>
    public Inbox Inbox { get; }

    /// <summary>What waited.</summary>
    public InboxBook Book { get; }

    internal ImpactSearch Impact { get; }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Broker.RecoverAsync(cancellation).ConfigureAwait(false);
        await Task.WhenAll(Broker.KeepLeasesAsync(cancellation), TakeAsync(cancellation)).ConfigureAwait(false);
    }

    /// <summary>Copies what it keeps to another file.</summary>
    public void BackUp(string path) => _file.BackUp(path);

    /// <inheritdoc />
    public void Dispose()
    {
        _decided.Writer.TryComplete();
        _file.Dispose();
        _responders.Dispose();
    }

    static ResponderSet Furnish(Platform platform)
    {
        try
        {
            return new ResponderSet(platform.Options.Response, Kept, platform.Time);
        }
        catch (Exception wrong) when (wrong is NetfilterException or FormatException)
        {
            throw new ConfigurationException("response", 0, wrong.Message);
        }
    }

    static string? Kept(string reference)
    {
        try
        {
            return KeptValue.Read(reference);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // What does not fit waits in the report of the incident, where a person sees it; the right to act is over in a minute.
    void Put(CaseResult result)
    {
        foreach (var proposal in result.Proposals)
            if (proposal.Decision is not null) _decided.Writer.TryWrite(proposal);
    }

    async Task TakeAsync(CancellationToken cancellation)
    {
        await foreach (var proposal in _decided.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            await Inbox.OfferAsync(new GateRequest(proposal.Action, Principal.Agent(Role), proposal.Label, proposal.Endorsement, proposal.FromModel), proposal.Decision!, proposal.Title, cancellation).ConfigureAwait(false);
    }
}
