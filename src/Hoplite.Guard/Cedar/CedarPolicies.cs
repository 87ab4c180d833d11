using Hoplite.Guard.Cedar.Wasm;

namespace Hoplite.Guard.Cedar;

/// <summary>Policies that were read, validated against their schema and laid ready in the engine. They never throw for what a question contains: what cannot be answered is answered with no.</summary>
public sealed class CedarPolicies : IDisposable
{
    const string Name = "all";

    readonly CedarEngine _engine;
    readonly string _set;
    readonly string _schema;
    readonly PolicyNames _names;
    readonly Stack<CedarInstance> _idle = new();
    readonly SemaphoreSlim _places = new(Math.Max(2, Environment.ProcessorCount));
    bool _disposed;

    CedarPolicies(CedarEngine engine, string policies, string schema, bool validate)
    {
        (_engine, _set, _schema) = (engine, CallWriter.PolicySet(policies), CallWriter.Text(schema));
        using var instance = engine.Start();
        if (validate) Warnings = CedarReplies.Validation(instance.Call("validate", CallWriter.Validation(policies, schema), CedarLimits.ParseFuel));
        _names = PolicyNames.Read(instance, policies);
        // What the reading left behind does not stay with the instance that answers.
        _idle.Push(Start());
    }

    /// <summary>The policies by their <c>@id</c>, or by the name that Cedar gives those without one, in the order of the text.</summary>
    public IReadOnlyList<string> Names => _names.All;

    /// <summary>What Cedar finds strange about the policies without refusing them, in its words.</summary>
    public IReadOnlyList<string> Warnings { get; } = [];

    /// <summary>How much a question may use.</summary>
    internal ulong Fuel { get; set; } = CedarLimits.QuestionFuel;

    internal static CedarPolicies Parse(CedarEngine engine, string policies, string schema, bool validate)
    {
        try
        {
            return new CedarPolicies(engine, policies, schema, validate);
        }
        catch (Exception e) when (e is not CedarException)
        {
            throw new CedarException("the policies could not be read: " + e.Message, e);
        }
    }

    /// <summary>Answers a question. Any number of threads may ask at once.</summary>
    public CedarAnswer IsAuthorized(CedarRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CedarInstance? instance = null;
        _places.Wait();
        try
        {
            var question = CallWriter.Question(request, Name);
            instance = Take();
            var answer = CedarReplies.Answer(instance.Call("statefulIsAuthorized", question, Fuel), _names);
            Return(instance);
            return answer;
        }
        catch (Exception e)
        {
            // Traps and endless loops, text that is no text, replies that are no replies, an engine that is closed, and what nobody thought of: the answer is no.
            // A call that was broken off leaves its instance in an unknown state, so the next one gets another.
            instance?.Dispose();
            return CedarAnswer.Closed(e.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_idle)
        {
            _disposed = true;
            while (_idle.TryPop(out var instance)) instance.Dispose();
        }
    }

    CedarInstance Take()
    {
        lock (_idle)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_idle.TryPop(out var instance)) return instance;
        }
        return Start();
    }

    void Return(CedarInstance instance)
    {
        lock (_idle)
        {
            if (!_disposed && instance.Calls < CedarLimits.QuestionsOfAnInstance) _idle.Push(instance);
            else instance.Dispose();
        }
    }

    CedarInstance Start()
    {
        var instance = _engine.Start();
        try
        {
            CedarReplies.ThrowUnlessSuccess(instance.CallWithText("preparsePolicySet", Name, _set, CedarLimits.ParseFuel));
            CedarReplies.ThrowUnlessSuccess(instance.CallWithText("preparseSchema", Name, _schema, CedarLimits.ParseFuel));
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }
}
