using System.CommandLine;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite rules</c>: looks after rules.</summary>
static class RulesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("rules", "Check, list, test and fetch Sigma rules.");
}
