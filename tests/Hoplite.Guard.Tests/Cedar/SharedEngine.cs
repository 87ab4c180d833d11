using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Tests.Cedar;

/// <summary>One engine for all tests; compiled by the first run, from the cache beside the tests afterwards.</summary>
static class SharedEngine
{
    static readonly Lazy<CedarEngine> Engine = new(() => CedarEngine.Load(Cache));

    public static string Cache { get; } = Path.Combine(AppContext.BaseDirectory, "cedar-cache");

    /// <summary>The engine; skips the calling test in a build without one.</summary>
    public static CedarEngine Require()
    {
        Assert.SkipUnless(CedarEngine.IsPresent, "no policy engine in this build; scripts/cedar.sh fetches it");
        return Engine.Value;
    }

    /// <summary>True when everything is wanted, however long it takes.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("HOPLITE_FULL") == "1";
}
