using System.CommandLine;
using Hoplite.Cli;
using Hoplite.Cli.Commands;

var root = new RootCommand("Hoplite: finds, explains and answers attacks on one small machine. Works with no network and no language model.")
{
    DemoCommand.Create(),
    ScanCommand.Create(),
    HuntCommand.Create(),
    RulesCommand.Create(),
    ServeCommand.Create(),
    DoctorCommand.Create(),
    AgentsCommand.Create(),
    UsersCommand.Create(),
    BackupCommands.CreateBackup(),
    BackupCommands.CreateRestore(),
    LedgerCommands.Create(),
    McpCommand.Create(),
    RespondCommand.Create(),
    PlaybookCommand.Create(),
    IntelCommand.Create(),
};

return await root.RunAsync(args);
