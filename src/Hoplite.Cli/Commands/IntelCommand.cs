using System.CommandLine;
using Hoplite.Cli.Intel;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite intel</c>: intelligence of others: read, convert, look for, share.</summary>
static class IntelCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("intel", "Intelligence of others: read it, convert it, look for it in evidence, share it.")
    {
        IntelImport.Create(),
        IntelExport.Create(),
        IntelMatch.Create(),
        IntelBenchmark.Create(),
        IntelPeers.CreatePeers(),
        IntelPeers.CreateSync(),
    };
}
