namespace Hoplite.Response.Cacao.Running;

/// <summary>
/// One run while it goes. It walks through the workflow from the beginning, also after a restart: what the journal knows to be over is not done
/// again, decisions of conditions included, so that the walk comes to where it was.
/// </summary>
sealed partial class PlaybookRun
{
    const string AskHuman = "outcome unknown - ask a human";

    readonly EngineParts _parts;
    readonly RunView _run;
    readonly Dictionary<string, (StepView Step, string? Call)> _known;
    readonly Dictionary<string, PersonWait> _waits = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    readonly CancellationTokenSource _cancelled = new();
    int _steps;
    int _resumes;
    bool _unknown;

    public PlaybookRun(EngineParts parts, RunView run, Playbook playbook, VariableScope scope, IReadOnlyList<(StepView Step, string? Call)> known)
    {
        (_parts, _run) = (parts, run);
        _known = known.ToDictionary(k => k.Step.Path, StringComparer.Ordinal);
        First = new Frame(playbook, scope, "", [playbook.Id]);
    }

    Frame First { get; }

    /// <summary>One playbook in the run.</summary>
    /// <param name="Playbook">Which.</param>
    /// <param name="Scope">Its variables.</param>
    /// <param name="Prefix">The way to it.</param>
    /// <param name="Callers">The ids of the playbooks on the way to it, itself last.</param>
    sealed record Frame(Playbook Playbook, VariableScope Scope, string Prefix, IReadOnlyList<string> Callers);

    /// <summary>How a step or a branch ended.</summary>
    readonly record struct Outcome(RunState State, string Sentence)
    {
        public static Outcome Well { get; } = new(RunState.Done, "");

        public bool IsWell => State == RunState.Done;

        public static Outcome Failed(string sentence) => new(RunState.Failed, sentence);

        public static Outcome Unknown(string sentence) => new(RunState.Unknown, sentence);
    }

    /// <summary>Goes to the end, and writes it down.</summary>
    public async Task GoAsync()
    {
        using var late = new CancellationTokenSource(Positive(_run.Deadline - _parts.Now), _parts.Clock);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _cancelled.Token, _parts.Stopping);
        Outcome outcome;
        try
        {
            _parts.Journal.Move(_run.Id, RunState.Running);
            outcome = await FrameAsync(First, all.Token);
        }
        catch (OperationCanceledException) when (_parts.Stopping.IsCancellationRequested)
        {
            // The journal says where it is; the next start goes on from there.
            return;
        }
        catch (OperationCanceledException)
        {
            outcome = _cancelled.IsCancellationRequested ? new Outcome(RunState.Cancelled, "the run was called off") : Outcome.Failed("the run did not end before its deadline");
        }

        catch (Exception wrong) when (wrong is not Microsoft.Data.Sqlite.SqliteException)
        {
            // A run never just disappears, not even through a mistake of the program.
            outcome = Outcome.Unknown($"the run cannot go on: {wrong.Message}");
        }

        if (_unknown && outcome.State != RunState.Unknown) outcome = Outcome.Unknown(outcome.Sentence.Length > 0 ? outcome.Sentence : AskHuman);
        _parts.Journal.End(_run.Id, outcome.State, outcome.Sentence, _parts.Now);
    }

    /// <summary>Calls it off.</summary>
    public void Cancel() => _cancelled.Cancel();

    async Task<Outcome> FrameAsync(Frame frame, CancellationToken cancellation)
    {
        var outcome = await WalkAsync(frame, frame.Playbook.WorkflowStart, frame.Prefix, [], cancellation);
        if (outcome.IsWell || frame.Playbook.WorkflowException is not { } exception) return outcome;
        var way = await WalkAsync(frame, exception, frame.Prefix + "/!", [], cancellation);
        return way.IsWell ? outcome : outcome with { Sentence = $"{outcome.Sentence}; the way for exceptions failed as well: {way.Sentence}" };
    }

    // Goes from step to step, until an end, or a step that the caller goes on at itself.
    async Task<Outcome> WalkAsync(Frame frame, string from, string prefix, HashSet<string> stops, CancellationToken cancellation)
    {
        var visits = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = from; ;)
        {
            if (stops.Contains(id)) return Outcome.Well;
            if (!frame.Playbook.Workflow.TryGetValue(id, out var step)) return Outcome.Failed($"the step {id} does not exist");
            if (Interlocked.Increment(ref _steps) > _parts.Options.MaxSteps) return Outcome.Failed($"the run has more than {_parts.Options.MaxSteps} steps");
            if (step is EndStep) return Outcome.Well;
            var visit = visits[id] = visits.GetValueOrDefault(id) + 1;
            var path = visit == 1 ? $"{prefix}/{id}" : $"{prefix}/{id}~{visit}";
            var outcome = step is StartStep ? Outcome.Well : await StepAsync(frame, step, path, stops, cancellation);
            if (outcome.State == RunState.Unknown) _unknown = true;
            if (!outcome.IsWell && step.OnFailure is null) return outcome;
            if ((outcome.IsWell ? step.Next : step.OnFailure) is not { } next) return Outcome.Well;
            id = next;
        }
    }

    static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(1);
}
