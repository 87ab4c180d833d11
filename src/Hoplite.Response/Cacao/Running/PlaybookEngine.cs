using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Hoplite.Response.Cacao.Running;

/// <summary>
/// Runs playbooks. Every change of state is in the journal before it is acted on, so that a run goes on where it was after a sudden end of the
/// process; a command that was cut off and cannot be given twice ends as unknown. All methods can be called from any thread.
/// </summary>
public sealed class PlaybookEngine : IAsyncDisposable
{
    readonly EngineParts _parts;
    readonly CancellationTokenSource _stopping = new();
    readonly ConcurrentDictionary<Guid, (PlaybookRun Run, Task Going)> _running = new();

    /// <summary>An engine. Runs that were open when the process ended wait until <see cref="Recover"/> is called.</summary>
    /// <param name="journal">Where runs are kept; one engine for each journal.</param>
    /// <param name="library">The playbooks that others may call.</param>
    /// <param name="runners">What gives the commands, one for each kind; a kind without one fails.</param>
    /// <param name="options">Bounds; null for the usual ones.</param>
    /// <param name="clock">The time; null for that of the system.</param>
    public PlaybookEngine(RunJournal journal, PlaybookLibrary library, IEnumerable<ICommandRunner> runners, EngineOptions? options = null, TimeProvider? clock = null)
    {
        options ??= new EngineOptions();
        _parts = new EngineParts(journal, library, runners.ToDictionary(r => r.Kind), options, clock ?? TimeProvider.System, _stopping.Token, new SemaphoreSlim(options.MaxCommands));
    }

    /// <summary>Starts a run.</summary>
    /// <param name="playbook">The playbook.</param>
    /// <param name="variables">Values of its external variables.</param>
    /// <returns>The id of the run; it is in the journal already.</returns>
    /// <exception cref="RunRefusedException">The playbook has errors, is revoked or not valid now, is refused here, or a value is missing or wrong.</exception>
    public Guid Start(Playbook playbook, IReadOnlyDictionary<string, string>? variables = null)
    {
        var given = variables ?? new Dictionary<string, string>();
        var now = _parts.Now;
        if (WhyNot(playbook, given, _parts.Options, now) is { } reason) throw new RunRefusedException(reason);
        var run = new RunView(Guid.CreateVersion7(now), playbook.Id, playbook.Name, Keep(_parts.Journal, playbook), RunState.Waiting, now, null, now + _parts.Options.RunDeadline, "");
        _parts.Journal.Begin(run, given);
        Go(run, playbook, given, []);
        return run.Id;
    }

    /// <summary>Goes on with all runs that are not over; called once after the start of the process.</summary>
    /// <returns>How many there were.</returns>
    public int Recover()
    {
        var open = _parts.Journal.Open();
        foreach (var run in open.Where(r => !_running.ContainsKey(r.Id)))
        {
            try
            {
                Go(run, Kept(_parts.Journal, run.PlaybookHash), _parts.Journal.Variables(run.Id, ""), _parts.Journal.Rows(run.Id));
            }
            catch (InvalidDataException wrong)
            {
                _parts.Journal.End(run.Id, RunState.Unknown, $"the run cannot go on: {wrong.Message}", _parts.Now);
            }
        }

        return open.Count;
    }

    /// <summary>Gives the commands of a run that wait for approval again, with their keys; called when something was approved or refused.</summary>
    /// <returns>How many waited.</returns>
    public int Resume(Guid run) => _running.TryGetValue(run, out var found) ? found.Run.Resume() : 0;

    /// <summary>Gives a person's answer to a manual step; when this returns it is in the journal.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The id of the step, or its path where it waits more than once.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="RunRefusedException">The step waits for no answer, or a value is not one of its variable.</exception>
    public void Answer(Guid run, string step, PersonAnswer answer)
    {
        if (!_running.TryGetValue(run, out var found)) throw new RunRefusedException("there is no such run, or it is over");
        if (found.Run.Answer(step, answer) is { } problem) throw new RunRefusedException(problem);
    }

    /// <summary>Calls a run off. Commands that are being given end as unknown.</summary>
    /// <returns>Whether it was going.</returns>
    public bool Cancel(Guid run)
    {
        if (!_running.TryGetValue(run, out var found)) return false;
        found.Run.Cancel();
        return true;
    }

    /// <summary>Ends when the run is over, with how it ended.</summary>
    /// <exception cref="RunRefusedException">There is no such run.</exception>
    public async Task<RunView> EndAsync(Guid run, CancellationToken cancellation = default)
    {
        if (_running.TryGetValue(run, out var found)) await found.Going.WaitAsync(cancellation);
        return _parts.Journal.Run(run) ?? throw new RunRefusedException("there is no such run");
    }

    /// <summary>A run; null when there is none of that id.</summary>
    public RunView? Find(Guid run) => _parts.Journal.Run(run);

    /// <summary>The steps of a run, in the order in which they began.</summary>
    public IReadOnlyList<StepView> Steps(Guid run) => _parts.Journal.Steps(run);

    /// <summary>The values a run has for the variables of its playbook.</summary>
    public IReadOnlyDictionary<string, string> Given(Guid run) => _parts.Journal.Variables(run, "");

    /// <summary>The latest runs, the newest first.</summary>
    public IReadOnlyList<RunView> Latest(int most = 100) => _parts.Journal.Latest(most);

    /// <summary>The runs that are not over.</summary>
    public IReadOnlyList<RunView> Open() => _parts.Journal.Open();

    /// <summary>Forgets runs that ended before a time; what was done stays in the ledger of whoever did it.</summary>
    /// <returns>How many.</returns>
    public int Forget(DateTimeOffset before) => _parts.Journal.Forget(before);

    /// <summary>Stops; runs that are not over stay in the journal for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values.Select(r => r.Going));
        _stopping.Dispose();
    }

    void Go(RunView run, Playbook playbook, IReadOnlyDictionary<string, string> given, IReadOnlyList<(StepView, string?)> known)
    {
        var going = new PlaybookRun(_parts, run, playbook, new VariableScope("", playbook, given), known);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[run.Id] = (going, Task.Run(async () =>
        {
            await begun.Task;
            try
            {
                await going.GoAsync();
            }
            finally
            {
                _running.TryRemove(run.Id, out _);
            }
        }));
        begun.SetResult();
    }

    /// <summary>Why a playbook cannot be run now; null when it can.</summary>
    internal static string? WhyNot(Playbook playbook, IReadOnlyDictionary<string, string> given, EngineOptions options, DateTimeOffset now)
    {
        if (Looked.GetValue(playbook, static p => new Look(p)).Error is { } error) return $"the playbook has an error: {error}";
        if (playbook.Revoked) return "the playbook is revoked";
        if (playbook.ValidUntil <= now) return "the playbook has expired";
        if (playbook.ValidFrom > now) return "the playbook is not valid yet";
        if (options.Refuse?.Invoke(playbook) is { } reason) return reason;
        foreach (var (name, value) in given)
        {
            if (!playbook.Variables.TryGetValue(name, out var variable)) return $"the playbook has no variable {name}";
            if (!variable.External && variable.Constant) return $"{name} is constant and cannot be set";
            if (!VariableTypes.Fits(variable.Type, value)) return $"the value of {name} is no {variable.Type}";
        }

        return playbook.Variables.Values.FirstOrDefault(v => v is { External: true, Value: null or "" } && !given.ContainsKey(v.Name)) is { } missing ? $"the external variable {missing.Name} has no value" : null;
    }

    internal static string Keep(RunJournal journal, Playbook playbook)
    {
        var look = Looked.GetValue(playbook, static p => new Look(p));
        journal.Keep(look.Hash, look.Json);
        return look.Hash;
    }

    static readonly ConditionalWeakTable<Playbook, Look> Looked = [];

    /// <summary>What does not change about a playbook, found out once.</summary>
    sealed class Look(Playbook playbook)
    {
        public byte[] Json { get; } = playbook.ToBytes();

        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(playbook.ToBytes()));

        // No error depends on the time: what has expired is only warned of, and refused below.
        public string? Error { get; } = PlaybookChecks.Run(playbook, playbook.Id, playbook.Modified).FirstOrDefault(p => p.Severity == ProblemSeverity.Error)?.Sentence;
    }

    internal static Playbook Kept(RunJournal journal, string hash) =>
        journal.Definition(hash) is { } json && PlaybookReader.Read(json, hash).Playbook is { } playbook ? playbook : throw new InvalidDataException("its playbook is not in the journal");
}
