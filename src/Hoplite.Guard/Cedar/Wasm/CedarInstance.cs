using System.Text;
using Wasmtime;

namespace Hoplite.Guard.Cedar.Wasm;

/// <summary>One running module: its own memory, one caller at a time. After an exception it is thrown away.</summary>
/// <remarks>The module was made for JavaScript. A value of JavaScript is here a text with its JSON, and undefined is null.</remarks>
sealed class CedarInstance : IDisposable
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly Store _store;
    readonly Instance _instance;
    readonly Memory _memory;
    readonly Func<int, int, int> _allocate;
    readonly Dictionary<string, Func<object?, object?>> _functions = new(StringComparer.Ordinal);

    public CedarInstance(Engine engine, Module module)
    {
        _store = new Store(engine);
        try
        {
            _store.SetLimits(memorySize: CedarLimits.MaxMemory, tableElements: 1 << 16, instances: 1, tables: 8, memories: 1);
            _store.Fuel = CedarLimits.ParseFuel;
            _instance = new Instance(_store, module, [.. module.Imports.Select(i => (object)Import(i.Name))]);
            _memory = _instance.GetMemory("memory") ?? throw Unfit("memory");
            _allocate = _instance.GetFunction<int, int, int>("__wbindgen_malloc") ?? throw Unfit("__wbindgen_malloc");
            (_instance.GetAction("__wbindgen_start") ?? throw Unfit("__wbindgen_start"))();
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    /// <summary>How many calls it has answered.</summary>
    public int Calls { get; private set; }

    /// <summary>What the last call used.</summary>
    public ulong FuelUsed { get; private set; }

    /// <summary>Bytes of its memory.</summary>
    public long MemorySize => _memory.GetLength();

    /// <summary>Calls a function with one value.</summary>
    public string Call(string function, string json, ulong fuel)
    {
        if (!_functions.TryGetValue(function, out var call))
            _functions[function] = call = _instance.GetFunction<object?, object?>(function) ?? throw Unfit(function);
        return Run(() => call(json), fuel);
    }

    /// <summary>Calls a function with a text and perhaps a value.</summary>
    public string CallWithText(string function, string text, string? json, ulong fuel) => Run(() =>
    {
        var (at, length) = Write(text);
        return json is null
            ? (_instance.GetFunction<int, int, object?>(function) ?? throw Unfit(function))(at, length)
            : (_instance.GetFunction<int, int, object?, object?>(function) ?? throw Unfit(function))(at, length, json);
    }, fuel);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    string Run(Func<object?> call, ulong fuel)
    {
        _store.Fuel = fuel;
        var answer = call() as string ?? throw new CedarException("the policy engine gave no answer");
        FuelUsed = fuel - _store.Fuel;
        // Texts that were handed over are held until the store looks after them.
        if (++Calls % 64 == 0) _store.GC();
        return answer;
    }

    // The names end with a digest of the tool that made the module; what is before it says what they do.
    Function Import(string name) => name switch
    {
        _ when name.StartsWith("__wbg_parse_", StringComparison.Ordinal) => Function.FromCallback(_store, (int at, int length) => (object?)Read(at, length)),
        _ when name.StartsWith("__wbg_stringify_", StringComparison.Ordinal) => Function.FromCallback(_store, (object? value) => value),
        _ when name.StartsWith("__wbg___wbindgen_throw_", StringComparison.Ordinal) => Function.FromCallback(_store, void (int at, int length) => throw new CedarException(Read(at, length))),
        _ when name.StartsWith("__wbg___wbindgen_string_get_", StringComparison.Ordinal) => Function.FromCallback(_store, (int to, object? value) => Give(to, value)),
        _ when name.StartsWith("__wbg___wbindgen_is_undefined_", StringComparison.Ordinal) => Function.FromCallback(_store, (object? value) => value is null ? 1 : 0),
        "__wbindgen_init_externref_table" => Function.FromCallback(_store, ReserveConstants),
        _ => throw Unfit(name),
    };

    // JavaScript's undefined, null, true and false have a place each at the end of the table; here all of them are null, which is never read.
    void ReserveConstants() => (_instance.GetTable("__wbindgen_externrefs") ?? throw Unfit("__wbindgen_externrefs")).Grow(4, null);

    void Give(int to, object? value)
    {
        var (at, length) = value is string text ? Write(text) : (0, 0);
        _memory.WriteInt32(to, at);
        _memory.WriteInt32(to + 4, length);
    }

    (int At, int Length) Write(string text)
    {
        var length = Utf8.GetByteCount(text);
        if (length > CedarLimits.MaxCall) throw new CedarException($"{length} bytes are more than the {CedarLimits.MaxCall} that the policy engine is given at once");
        var at = _allocate(length, 1);
        Utf8.GetBytes(text, _memory.GetSpan((uint)at, length));
        return (at, length);
    }

    string Read(int at, int length) => Utf8.GetString(_memory.GetSpan((uint)at, length));

    static CedarException Unfit(string name) => new($"the policy engine has an interface that this program does not know: {name}");
}
