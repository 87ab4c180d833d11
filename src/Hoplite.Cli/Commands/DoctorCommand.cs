using System.CommandLine;
using System.Text.Json;
using Hoplite.Server.Operations;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite doctor</c>: says what is wrong, in plain words.</summary>
static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new ServeOptionsOnCommandLine();
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        var command = new Command("doctor", "Look at the configuration and the data of a server, and say what is wrong.") { format };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var checks = new Doctor(options.Read(parsed)).Examine();
            if (parsed.GetValue(format) == "json") Console.WriteLine(JsonSerializer.Serialize(checks, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }));
            else
                foreach (var check in checks)
                {
                    Console.WriteLine($"{Mark(check.State)} {check.Name}: {check.Says}");
                    if (check.Fix is { } fix) Console.WriteLine($"        {fix}");
                }

            return checks.Any(c => c.State == "bad") ? ExitCode.Findings : ExitCode.Fine;
        });
        return command;
    }

    static string Mark(string state) => state switch
    {
        "good" => "   ok  ",
        "warning" => " check ",
        _ => " WRONG ",
    };
}
