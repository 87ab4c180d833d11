using System.CommandLine;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite agents</c>: looks after what may be asked besides the rules.</summary>
static class AgentsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("agents", "See which language models may be asked, and how fit they are.") { ProvidersCommand.Create() };
}
