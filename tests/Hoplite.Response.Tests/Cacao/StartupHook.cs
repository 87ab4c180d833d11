using Hoplite.Response.Tests.Cacao;

#pragma warning disable MA0047 // The runtime looks for a startup hook outside all namespaces.

/// <summary>Makes the tests' own program, started with this assembly as a startup hook, the one that is killed.</summary>
static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(KilledProcess.Variable) is { Length: > 0 } folder) KilledProcess.Run(folder);
    }
}
