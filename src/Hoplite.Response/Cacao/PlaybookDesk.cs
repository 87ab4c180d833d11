using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Gating;
using Hoplite.Response.Broking;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Guarding;
using Hoplite.Response.Cacao.Running;
using Hoplite.Response.Cacao.Signing;
using Hoplite.Response.Deciding;

namespace Hoplite.Response.Cacao;

/// <summary>All playbooks and their runs. Whatever a playbook does to the world goes through the gate, past people where they must be asked, and is written down first.</summary>
public sealed class PlaybookDesk : IAsyncDisposable
{
    // What only asks people or looks at files passes without the gate; OpenC2 for this platform has a way of its own through it.
    static readonly CommandKind[] Free = [CommandKind.Manual, CommandKind.Sigma, CommandKind.Yara, CommandKind.OpenC2Http];

    readonly RunJournal _journal;
    readonly PlaybookEngine _engine;
    readonly TimeProvider _time;

    /// <summary>Furnishes it.</summary>
    /// <param name="journal">Where runs are kept; closed with the desk.</param>
    /// <param name="entries">The playbooks.</param>
    /// <param name="keys">Whose signatures on playbooks count.</param>
    /// <param name="settings">What commands need.</param>
    /// <param name="gate">Decides.</param>
    /// <param name="approvals">Keeps approvals.</param>
    /// <param name="inbox">Asks people; whoever owns it calls <see cref="Answered"/> when something was answered.</param>
    /// <param name="broker">Acts.</param>
    /// <param name="time">The clock.</param>
    public PlaybookDesk(RunJournal journal, IEnumerable<LibraryEntry> entries, TrustedKeys keys, CommandSettings settings, Gate gate, ApprovalDesk approvals, Inbox inbox, Broker broker, TimeProvider time)
    {
        (_journal, _time, Keys) = (journal, time, keys);
        Library = new PlaybookLibrary(entries);
        var actuator = new GuardedActuator(gate, inbox, broker, run => NameOf(PlaybookOf(run)));
        Runners = [.. CommandRunners.All(settings with { LocalActuator = actuator.ActAsync }).Select(r => Free.Contains(r.Kind) ? r.Kind == CommandKind.OpenC2Http ? new RemoteGuard(r, Guarded(r)) : r : Guarded(r))];
        _engine = new PlaybookEngine(journal, Library, Runners, clock: time);

        GuardedRunner Guarded(ICommandRunner inner) => new(inner, gate, approvals, inbox, broker, Behind);
    }

    /// <summary>The playbooks.</summary>
    public PlaybookLibrary Library { get; }

    /// <summary>Whose signatures count.</summary>
    public TrustedKeys Keys { get; }

    /// <summary>What gives commands.</summary>
    public IReadOnlyList<ICommandRunner> Runners { get; }

    /// <summary>The runs.</summary>
    public PlaybookEngine Engine => _engine;

    /// <summary>The trusted signers of a playbook.</summary>
    public IReadOnlyList<string> SignersOf(Playbook playbook) =>
        [.. PlaybookSignatures.Verify(playbook.Json, Keys, _time.GetUtcNow()).Where(v => v.State == SignatureState.Trusted).Select(v => v.Key ?? "").Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Rehearses a playbook: every way through it and the very commands, with nothing done.</summary>
    public Rehearsal Rehearse(Playbook playbook, IReadOnlyDictionary<string, string> variables) => Rehearsal.Of(playbook, variables, Runners, _time.GetUtcNow());

    /// <summary>Lets the steps that wait go on, because something was approved or refused.</summary>
    public void Answered()
    {
        foreach (var run in _engine.Open()) _engine.Resume(run.Id);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync().ConfigureAwait(false);
        _journal.Dispose();
    }

    // A step that is not of the run's own playbook was called by it; the signature on one playbook says nothing of another.
    Standing Behind(CommandCall call)
    {
        if (PlaybookOf(call.RunId) is not { } playbook) return new Standing("playbook", "", []);
        return new Standing(NameOf(playbook), _engine.Find(call.RunId)!.PlaybookHash, playbook.Workflow.ContainsKey(call.StepId) ? SignersOf(playbook) : []);
    }

    Playbook? PlaybookOf(Guid run) => _engine.Find(run) is { } view ? PlaybookEngine.Kept(_journal, view.PlaybookHash) : null;

    // Ours are known by their label, which is the name under which they are proposed.
    static string NameOf(Playbook? playbook) => playbook is null ? "playbook" : playbook.Labels.FirstOrDefault(l => TargetForm.Named(TargetKind.Named, l) is not null) ?? playbook.Id;

    /// <summary>OpenC2 for this platform goes its own way through the gate; for others it is a command like any.</summary>
    sealed class RemoteGuard(ICommandRunner local, ICommandRunner remote) : ICommandRunner
    {
        public CommandKind Kind => CommandKind.OpenC2Http;

        public bool IsRepeatable(CommandCall call) => For(call).IsRepeatable(call);

        public ValueTask<CommandResult> RunAsync(CommandCall call, CancellationToken cancellation) => For(call).RunAsync(call, cancellation);

        public ValueTask<CommandResult?> LookUpAsync(CommandCall call, CancellationToken cancellation) => For(call).LookUpAsync(call, cancellation);

        public IReadOnlyList<string> Rehearse(CommandCall call) => local.Rehearse(call);

        ICommandRunner For(CommandCall call) => OpenC2Runner.IsLocal(HttpRequests.HasAddress(call.Target) ? call.Target : call.Agent) ? local : remote;
    }
}
