namespace Hoplite.Bench.Measuring;

/// <summary>The program as its users start it.</summary>
static class Executable
{
    /// <summary>Its path; <c>bench/run</c> builds it first.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("HOPLITE_EXECUTABLE") ?? System.IO.Path.GetFullPath("hoplite");
}
