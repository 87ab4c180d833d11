namespace Hoplite.Response.Cacao.Running;

/// <summary>The steps that have an effect.</summary>
sealed partial class PlaybookRun
{
    async Task<Outcome> ActionAsync(Frame frame, ActionStep step, string path, CancellationToken cancellation)
    {
        var targets = step.Targets.Count > 0 ? step.Targets : [step.Agent];
        var single = targets.Count == 1 && step.Commands.Count == 1;
        for (var t = 0; t < targets.Count; t++)
            for (var c = 0; c < step.Commands.Count; c++)
            {
                var outcome = await EffectAsync(frame, step, single ? path : $"{path}.{t}.{c}", step.Commands[c], targets[t], cancellation);
                if (!outcome.IsWell) return outcome;
            }

        return Outcome.Well;
    }

    async Task<Outcome> EffectAsync(Frame frame, ActionStep step, string path, Command command, string targetId, CancellationToken cancellation)
    {
        if (Over(path) is { } over) return over;
        cancellation.ThrowIfCancellationRequested();
        _known.TryGetValue(path, out var known);
        var key = NamedIds.From($"{_run.Id:D} {path} {targetId}");
        CommandCall call;
        try
        {
            call = Call(frame, step, command, targetId, key, known.Call);
        }
        catch (SubstitutionException wrong)
        {
            return Refuse(path, step, key, targetId, wrong.Message);
        }

        if (!_parts.Runners.TryGetValue(command.Kind, out var runner)) return Refuse(path, step, key, targetId, $"commands of the kind {CommandKinds.NameOf(command.Kind)} cannot be run here");
        await _parts.Commands.WaitAsync(cancellation);
        var held = true;
        try
        {
            if (known.Step is null)
                _parts.Journal.Enter(_run.Id, new StepView(path, step.Id, RunState.Running, key, targetId, call.Command.Text, _parts.Now, null, null, "", "", ""), StoredCall.Write(call));
            else if (known.Step.State == RunState.Approval)
                _parts.Journal.Go(_run.Id, path);
            var resumes = Volatile.Read(ref _resumes);
            var result = await FirstAsync(runner, call, known.Step?.State, cancellation);
            while (true)
            {
                if (result is not (CommandResult.WaitsForApproval or CommandResult.WaitsForAnswer)) return Conclude(frame, step, path, call, result, "");
                _parts.Commands.Release();
                held = false;
                var waited = await PersonAsync(frame, step, path, call, result, resumes, cancellation);
                if (waited is { } answered) return answered;
                await _parts.Commands.WaitAsync(cancellation);
                held = true;
                _parts.Journal.Go(_run.Id, path);
                resumes = Volatile.Read(ref _resumes);
                result = await BoundedAsync(runner, call, cancellation);
            }
        }
        finally
        {
            if (held) _parts.Commands.Release();
        }
    }

    // After a restart a command that was being given is given again only where that does no harm.
    async ValueTask<CommandResult> FirstAsync(ICommandRunner runner, CommandCall call, RunState? before, CancellationToken cancellation)
    {
        if (before != RunState.Running || runner.IsRepeatable(call)) return await BoundedAsync(runner, call, cancellation);
        try
        {
            return await runner.LookUpAsync(call, cancellation) ?? new CommandResult.Unknown(AskHuman);
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            return new CommandResult.Unknown($"{AskHuman} ({wrong.Message})");
        }
    }

    async ValueTask<CommandResult> BoundedAsync(ICommandRunner runner, CommandCall call, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(call.Timeout, _parts.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var running = runner.RunAsync(call, both.Token);
            if (running.IsCompletedSuccessfully) return running.Result;
            var task = running.AsTask();
            try
            {
                return await task.WaitAsync(both.Token);
            }
            catch (OperationCanceledException) when (!task.IsCompleted)
            {
                // It was told to stop; what it says now still counts.
                return await task.WaitAsync(_parts.Options.Grace, _parts.Clock, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (_parts.Stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception wrong) when (wrong is TimeoutException or OperationCanceledException)
        {
            return new CommandResult.Unknown(cancellation.IsCancellationRequested ? $"it was cut off; {AskHuman}" : $"it did not end within {call.Timeout.TotalSeconds:0.###} seconds; {AskHuman}");
        }
        catch (Exception wrong)
        {
            return new CommandResult.Unknown($"{AskHuman} ({wrong.Message})");
        }
    }

    // Waits for a person. Null when the run was resumed and the command is to be given again.
    async Task<Outcome?> PersonAsync(Frame frame, ActionStep step, string path, CommandCall call, CommandResult wanted, int resumes, CancellationToken cancellation)
    {
        var takesAnswer = wanted is CommandResult.WaitsForAnswer;
        var what = wanted is CommandResult.WaitsForAnswer answer ? answer.What : ((CommandResult.WaitsForApproval)wanted).What;
        var patience = step.TimeoutMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, PlainChecks.LongestWait)) : _parts.Options.PersonTimeout;
        var due = _known.TryGetValue(path, out var known) && known.Step.Due is { } kept ? kept : _parts.Now + patience;
        Outcome? outcome = null;
        var wait = new PersonWait(step.Id, takesAnswer, given =>
        {
            var (_, problem) = frame.Scope.Settable(step, step.OutArgs, given.Values);
            if (problem is not null) return problem;
            CommandResult result = given.IsDone ? new CommandResult.Done(given.Values, given.Note) : new CommandResult.Failed(given.Note.Length > 0 ? given.Note : $"{given.Person} says it is not done");
            outcome = Conclude(frame, step, path, call, result, given.Person);
            return null;
        }, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            _parts.Journal.Wait(_run.Id, path, what, due);
            _waits[path] = wait;

            // A resume between the answer of the runner and here must not be lost.
            if (!takesAnswer && resumes != _resumes) wait.Signal.TrySetResult(false);
        }

        try
        {
            await wait.Signal.Task.WaitAsync(Positive(due - _parts.Now), _parts.Clock, cancellation);
        }
        catch (TimeoutException)
        {
            lock (_gate)
                if (wait.Signal.TrySetResult(true))
                    outcome = Conclude(frame, step, path, call, new CommandResult.Failed("nobody answered in time"), "");
        }
        catch (OperationCanceledException) when (!_parts.Stopping.IsCancellationRequested)
        {
            lock (_gate)
                if (wait.Signal.TrySetResult(true))
                    _parts.Journal.Finish(_run.Id, path, RunState.Cancelled, "it was called off", "", "", _parts.Now, "", NoValues);
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _waits.Remove(path);
                if (outcome is not null) _parts.Journal.Move(_run.Id, _waits.Count > 0 ? RunState.Approval : RunState.Running);
            }
        }

        return outcome;
    }

    /// <summary>Gives the commands that wait for approval again.</summary>
    public int Resume()
    {
        lock (_gate)
        {
            _resumes++;
            return _waits.Values.Count(w => !w.TakesAnswer && w.Signal.TrySetResult(false));
        }
    }

    /// <summary>Gives a person's answer to a step. What is wrong with it, in one sentence; null when it was taken and written down.</summary>
    public string? Answer(string step, PersonAnswer answer)
    {
        lock (_gate)
        {
            var found = _waits.Where(w => w.Value.TakesAnswer && !w.Value.Signal.Task.IsCompleted && (w.Key == step || w.Value.StepId == step)).Select(w => w.Value).ToArray();
            if (found.Length != 1) return found.Length == 0 ? $"the step {step} waits for no answer" : $"the step {step} waits more than once; name it by its path";
            if (found[0].Answer(answer) is { } problem) return problem;
            found[0].Signal.TrySetResult(true);
            return null;
        }
    }

    Outcome Conclude(Frame frame, ActionStep step, string path, CommandCall call, CommandResult result, string person)
    {
        var values = new Dictionary<string, string>();
        var (outcome, text) = result switch
        {
            CommandResult.Done done => (Outcome.Well, done.Text),
            CommandResult.Failed failed => (Outcome.Failed(failed.Sentence), ""),
            CommandResult.Unknown unknown => (Outcome.Unknown(unknown.Sentence), ""),
            _ => (Outcome.Unknown(AskHuman), ""),
        };
        if (result is CommandResult.Done { Outputs: var outputs })
        {
            (values, var problem) = frame.Scope.Settable(step, step.OutArgs, outputs);
            if (problem is not null) (outcome, values) = (Outcome.Failed(problem), []);
        }

        if (text.Length > CommandResult.LongestText) text = text[..CommandResult.LongestText];
        _parts.Journal.Finish(_run.Id, path, outcome.State, outcome.Sentence, text, person, _parts.Now, frame.Scope.Name, values);
        frame.Scope.Set(values);
        return outcome;
    }

    Outcome Refuse(string path, Step step, Guid key, string target, string sentence)
    {
        var now = _parts.Now;
        _parts.Journal.Enter(_run.Id, new StepView(path, step.Id, RunState.Failed, key, target, "", now, now, null, sentence, "", ""));
        return Outcome.Failed(sentence);
    }

    CommandCall Call(Frame frame, ActionStep step, Command command, string targetId, Guid key, string? stored)
    {
        var agent = Party(frame, step.Agent);
        var target = Party(frame, targetId);
        var login = target.Authentication ?? agent.Authentication;
        var timeout = step.TimeoutMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, PlainChecks.LongestWait)) : _parts.Options.CommandTimeout;
        VariableNow? Find(string name) => frame.Scope.Find(step, name);
        var call = new CommandCall(
            _run.Id, step.Id, key, new ReadyCommand(command.Kind, "", new Dictionary<string, IReadOnlyList<string>>(), ""), agent, target,
            login is null ? null : frame.Playbook.AuthenticationInfos.GetValueOrDefault(login), NoValues, step.OutArgs, timeout);
        if (stored is not null) return StoredCall.Read(stored, call);
        return call with
        {
            Command = CommandSubstitution.Resolve(command, Find),
            Agent = CommandSubstitution.Resolve(agent, Find),
            Target = CommandSubstitution.Resolve(target, Find),
            Variables = frame.Scope.Seen(step, step.InArgs),
        };
    }

    static Party Party(Frame frame, string id) =>
        frame.Playbook.Targets.GetValueOrDefault(id) ?? frame.Playbook.Agents.GetValueOrDefault(id) ?? throw new SubstitutionException($"{id} does not exist");
}
