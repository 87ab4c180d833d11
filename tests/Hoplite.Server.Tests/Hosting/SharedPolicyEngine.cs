using System.Runtime.CompilerServices;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Tests.Hosting;

/// <summary>All servers of these tests use one compiled policy engine; compiling it takes seconds for each.</summary>
static class SharedPolicyEngine
{
    [ModuleInitializer]
    internal static void Use() => AgentRoom.SharedPolicyCache = Path.Combine(AppContext.BaseDirectory, "cedar-cache");
}
