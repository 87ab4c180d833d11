using System.CommandLine;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite agents</c>: looks after the agents and what may be asked besides the rules.</summary>
static class AgentsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("agents", "Look into incidents of files; try the agents against an attacker; see which language models may be asked, and how fit they are.") { DrillCommand.Create(), InvestigateCommand.Create(), ProvidersCommand.Create() };
}
