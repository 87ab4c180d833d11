using BenchmarkDotNet.Attributes;
using Hoplite.Bench.Gate;
using Hoplite.Guard.Cedar;

namespace Hoplite.Bench.Micro;

/// <summary>One question to the shipped policies, warm.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class GateBenchmarks
{
    CedarEngine? _engine;
    CedarPolicies? _policies;

    /// <summary>Compiles the engine.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _engine = CedarEngine.Load(null);
        _policies = ShippedPolicies.Open(_engine);
    }

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _policies?.Dispose();
        _engine?.Dispose();
    }

    /// <summary>Asks.</summary>
    [Benchmark]
    public bool Ask() => _policies!.IsAuthorized(GateQuestion.Block).Allowed;
}
