using Hoplite.Guard.Cedar.Wasm;
using Wasmtime;

namespace Hoplite.Guard.Cedar;

/// <summary>The policy language Cedar: its own engine, as WebAssembly, inside this process and without any way out of it.</summary>
public sealed class CedarEngine : IDisposable
{
    readonly Engine _engine;
    readonly Module _module;

    CedarEngine(Engine engine, Module module, bool compiled) => (_engine, _module, WasCompiled) = (engine, module, compiled);

    /// <summary>True when the engine is part of this build. Without it, everything but observing is denied.</summary>
    public static bool IsPresent => CedarModule.IsPresent;

    /// <summary>True when the module had to be compiled, which takes some seconds, and did not come from the cache.</summary>
    public bool WasCompiled { get; }

    /// <summary>Loads the engine; compiles it when the folder has no compiled module that can be trusted.</summary>
    /// <param name="cache">The folder for compiled modules; null to compile every time. It should be writable by this user only: see <see cref="CompiledModules"/>.</param>
    /// <exception cref="CedarException">The engine is not part of this build, or cannot run here.</exception>
    public static CedarEngine Load(string? cache)
    {
        var engine = new Engine(new Config().WithFuelConsumption(true).WithWasmThreads(false).WithComponentModel(false));
        try
        {
            var (module, compiled) = new CompiledModules(cache).Get(engine, CedarModule.Digest, CedarModule.Read);
            return new CedarEngine(engine, module, compiled);
        }
        catch (Exception e)
        {
            engine.Dispose();
            throw e is WasmtimeException ? new CedarException("the policy engine cannot run here: " + e.Message, e) : e;
        }
    }

    /// <summary>Reads policies and validates them strictly against their schema.</summary>
    /// <param name="policies">The policies, in Cedar's language.</param>
    /// <param name="schema">The schema, in Cedar's language.</param>
    /// <exception cref="CedarException">They are not valid; the message is Cedar's.</exception>
    public CedarPolicies Parse(string policies, string schema)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(schema);
        return CedarPolicies.Parse(this, policies, schema, validate: true);
    }

    internal CedarInstance Start() => new(_engine, _module);

    /// <inheritdoc/>
    public void Dispose()
    {
        _module.Dispose();
        _engine.Dispose();
    }
}
