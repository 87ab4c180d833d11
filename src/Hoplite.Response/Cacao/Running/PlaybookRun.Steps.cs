using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Cacao.Running;

/// <summary>The steps that lead to other steps.</summary>
sealed partial class PlaybookRun
{
    async Task<Outcome> StepAsync(Frame frame, Step step, string path, HashSet<string> stops, CancellationToken cancellation)
    {
        await DelayAsync(step, path, cancellation);
        if (step is ActionStep action)
        {
            var acted = await ActionAsync(frame, action, path, cancellation);
            return acted.IsWell ? acted : acted with { Sentence = $"{step.Title}: {acted.Sentence}" };
        }

        if (Over(path) is { } over) return over;
        Enter(path, step, RunState.Running);
        using var limit = step.TimeoutMilliseconds is { } milliseconds ? new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, PlainChecks.LongestWait)), _parts.Clock) : null;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit?.Token ?? default);
        Outcome outcome;
        try
        {
            // A branch may run into the step behind this one; there it is over, for that step is taken by whoever walks here.
            HashSet<string> inner = step.Next is { } next ? [.. stops, next] : stops;
            outcome = step switch
            {
                IfStep choice => await IfAsync(frame, choice, path, inner, both.Token),
                SwitchStep choice => await SwitchAsync(frame, choice, path, inner, both.Token),
                WhileStep loop => await WhileAsync(frame, loop, path, [.. inner, loop.Id], both.Token),
                ParallelStep fork => await ParallelAsync(frame, fork, path, inner, both.Token),
                PlaybookActionStep call => await CallAsync(frame, call, path, both.Token),
                _ => Outcome.Failed("this kind of step is not known"),
            };
        }
        catch (OperationCanceledException) when (limit is { IsCancellationRequested: true } && !cancellation.IsCancellationRequested)
        {
            outcome = Outcome.Failed($"{step.Title}: it took longer than {step.TimeoutMilliseconds} milliseconds");
        }
        catch (ConditionException wrong)
        {
            outcome = Outcome.Failed($"{step.Title}: {wrong.Message}");
        }

        Finish(path, outcome);
        return outcome;
    }

    async Task<Outcome> IfAsync(Frame frame, IfStep step, string path, HashSet<string> stops, CancellationToken cancellation)
    {
        var holds = Decide(frame, step, path + "?", () => Holds(frame, step, step.Condition) ? "true" : "false") == "true";
        return (holds ? step.OnTrue : step.OnFalse) is { } branch ? await WalkAsync(frame, branch, $"{path}.{(holds ? "true" : "false")}", stops, cancellation) : Outcome.Well;
    }

    async Task<Outcome> SwitchAsync(Frame frame, SwitchStep step, string path, HashSet<string> stops, CancellationToken cancellation)
    {
        var taken = Decide(frame, step, path + "?", () =>
        {
            var name = ConditionChecks.SwitchVariable(step.Switch) ?? throw new ConditionException("the switch names no variable");
            var value = (frame.Scope.Find(step, name) ?? throw new ConditionException($"the variable {name} does not exist")).Value ?? throw new ConditionException($"the variable {name} has no value");
            return step.Cases.ContainsKey(value) ? value : "default";
        });
        return step.Cases.TryGetValue(taken, out var branch) ? await WalkAsync(frame, branch, $"{path}.{JsonPointer.Of(taken)[1..]}", stops, cancellation) : Outcome.Well;
    }

    async Task<Outcome> WhileAsync(Frame frame, WhileStep step, string path, HashSet<string> stops, CancellationToken cancellation)
    {
        for (var round = 1; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Decide(frame, step, $"{path}?{round}", () => Holds(frame, step, step.Condition) ? "true" : "false") == "false") return Outcome.Well;
            if (round > _parts.Options.MaxRounds) return Outcome.Failed($"the loop has more than {_parts.Options.MaxRounds} rounds");
            var outcome = await WalkAsync(frame, step.OnTrue, $"{path}.{round}", stops, cancellation);
            if (!outcome.IsWell) return outcome;
        }
    }

    // All branches end before the step does, also when one has failed: none is left behind half done.
    async Task<Outcome> ParallelAsync(Frame frame, ParallelStep step, string path, HashSet<string> stops, CancellationToken cancellation)
    {
        Outcome? first = null;
        await Task.WhenAll(step.NextSteps.Select((branch, i) => Task.Run(async () =>
        {
            var outcome = await WalkAsync(frame, branch, $"{path}.{i}", stops, cancellation);
            lock (_gate)
                if (!outcome.IsWell && (first is null || (first.Value.State != RunState.Unknown && outcome.State == RunState.Unknown))) first = outcome;
        }, CancellationToken.None)));
        return first ?? Outcome.Well;
    }

    async Task<Outcome> CallAsync(Frame frame, PlaybookActionStep step, string path, CancellationToken cancellation)
    {
        if (frame.Callers.Contains(step.PlaybookId)) return Outcome.Failed($"the playbook {step.PlaybookId} would call itself");
        if (frame.Callers.Count >= _parts.Options.MaxDepth) return Outcome.Failed($"playbooks call one another more than {_parts.Options.MaxDepth} deep");
        var inner = path + "/";
        Playbook playbook;
        Dictionary<string, string> given;
        if (_known.TryGetValue(path + "=", out var known))
        {
            // After a restart the very playbook goes on that was called, whatever the library holds by now.
            playbook = PlaybookEngine.Kept(_parts.Journal, known.Step.Sentence);
            given = _parts.Journal.Variables(_run.Id, inner);
        }
        else
        {
            if (_parts.Library.Find(step.PlaybookId, step.PlaybookVersion) is not { } found) return Outcome.Failed($"the playbook {step.PlaybookId} is not there, or has errors");
            playbook = found;
            given = frame.Scope.Seen(step, step.InArgs).Where(v => playbook.Variables.ContainsKey(v.Key)).ToDictionary(StringComparer.Ordinal);
            if (PlaybookEngine.WhyNot(playbook, given, _parts.Options, _parts.Now) is { } reason) return Outcome.Failed(reason);
            var hash = PlaybookEngine.Keep(_parts.Journal, playbook);
            _parts.Journal.Put(_run.Id, inner, given);
            Enter(path + "=", step, RunState.Done, hash);
        }

        var scope = new VariableScope(inner, playbook, given);
        var outcome = await FrameAsync(new Frame(playbook, scope, path, [.. frame.Callers, playbook.Id]), cancellation);
        if (!outcome.IsWell) return outcome;
        var outputs = scope.Seen(new StartStep { Id = step.Id }, [.. step.OutArgs.Where(o => playbook.Variables.ContainsKey(VariableChecks.Bare(o)))]);
        var (values, problem) = frame.Scope.Settable(step, step.OutArgs, outputs);
        if (problem is not null) return Outcome.Failed(problem);
        _parts.Journal.Put(_run.Id, frame.Scope.Name, values);
        frame.Scope.Set(values);
        return outcome;
    }

    bool Holds(Frame frame, Step step, string condition) => Condition.Parse(condition).Holds(name => frame.Scope.Find(step, name) is { } v ? (v.Type, v.Value) : null);

    // A decision is written down before the way is taken, so that the same way is taken after a restart.
    string Decide(Frame frame, Step step, string path, Func<string> decide)
    {
        if (_known.TryGetValue(path, out var known)) return known.Step.Sentence;
        var decision = decide();
        Enter(path, step, RunState.Done, decision);
        return decision;
    }

    async Task DelayAsync(Step step, string path, CancellationToken cancellation)
    {
        if (step.DelayMilliseconds is not (> 0 and var delay)) return;
        var place = path + "+";
        if (_known.TryGetValue(place, out var known) && known.Step.State == RunState.Done) return;
        var due = known.Step?.Due ?? _parts.Now.AddMilliseconds(Math.Min(delay, PlainChecks.LongestWait));
        if (known.Step is null) _parts.Journal.Enter(_run.Id, new StepView(place, step.Id, RunState.Waiting, null, "", "", _parts.Now, null, due, "waits for its time", "", ""));
        await Task.Delay(Positive(due - _parts.Now), _parts.Clock, cancellation);
        Finish(place, Outcome.Well);
    }

    Outcome? Over(string path) => _known.TryGetValue(path, out var known) && known.Step.State >= RunState.Done ? new Outcome(known.Step.State, known.Step.Sentence) : null;

    void Enter(string path, Step step, RunState state, string sentence = "")
    {
        if (_known.ContainsKey(path)) return;
        var now = _parts.Now;
        _parts.Journal.Enter(_run.Id, new StepView(path, step.Id, state, null, "", "", now, state == RunState.Done ? now : null, null, sentence, "", ""));
    }

    static readonly Dictionary<string, string> NoValues = [];

    void Finish(string path, Outcome outcome) => _parts.Journal.Finish(_run.Id, path, outcome.State, outcome.Sentence, "", "", _parts.Now, "", NoValues);
}
