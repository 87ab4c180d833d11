using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Cli.Responding;
using Hoplite.Guard.Approvals;
using Hoplite.Incidents.Reports;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite respond</c>: what waits for people, what is in effect, and how to say yes, no, and enough.</summary>
static class RespondCommand
{
    static readonly Option<string> Server = new("--server") { Description = "The address of the running server.", DefaultValueFactory = _ => "http://127.0.0.1:8620", Recursive = true };
    static readonly Option<string?> TokenFile = new("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN.", Recursive = true };
    static readonly Option<string> Format = new("--format") { Description = "table or json.", DefaultValueFactory = _ => "table", Recursive = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("respond", "What waits for people and what is in effect on a running server; approve, deny, take back, stop everything.") { Server, TokenFile, Format };
        command.Add(Simple("list", "What waits for people, and what is in effect.", async (link, format, cancellation) => ResponseView.Board(await link.GetAsync("responses", cancellation), format)));
        command.Add(Simple("panic", "Stop all actions and take back everything that is in effect.", async (link, format, cancellation) => ResponseView.Panic(await link.PostAsync("responses/panic", new { }, cancellation), format)));
        command.Add(ById("show", "A question with the very commands and what it would touch, or an action.", ShowAsync));
        command.Add(ById("deny", "Say no to a question.", async (link, id, format, cancellation) =>
        {
            await link.PostAsync($"responses/questions/{id}/deny", new { }, cancellation);
            ResponseView.Say("denied; it will not be asked again for this incident", format);
        }));
        command.Add(Approve());
        command.Add(Revert());
        command.Add(Key());
        return command;
    }

    static Command Approve()
    {
        var id = new Argument<Guid>("id") { Description = "The question." };
        var key = new Option<string>("--key") { Description = "The file with your key, as 'hoplite respond key' made it.", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Do not ask again here." };
        var command = new Command("approve", "Say yes, signed with your key. What is shown is put together from the action itself.") { id, key, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var link = ServerLink.Open(parsed.GetValue(Server)!, parsed.GetValue(TokenFile));
            var question = parsed.GetValue(id);
            var detail = await link.GetAsync($"responses/questions/{question}", cancellation);
            var (_, request) = ShownQuestion.Read(detail);
            var format = parsed.GetValue(Format)!;
            if (format == "table") ResponseView.Question(detail, request);
            if (!parsed.GetValue(yes) && !ResponseView.Confirms()) throw new UsageException("not approved; nothing was done");
            using var signer = KeyFile.Read(parsed.GetValue(key)!);
            var proof = signer.Sign(request);
            var answer = await link.PostAsync($"responses/questions/{question}/approve", new { request = request.Id, keyId = proof.KeyId, signature = Convert.ToBase64String(proof.Signature.Span) }, cancellation);
            ResponseView.Say(SafeText.OneLine((string?)answer["says"] ?? "", 500), format, answer);
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Revert()
    {
        var id = new Argument<Guid>("id") { Description = "The action." };
        var mistake = new Option<bool>("--mistake") { Description = "It should not have been done; software is then trusted less with such actions." };
        var command = new Command("revert", "Take an action back now.") { id, mistake };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var link = ServerLink.Open(parsed.GetValue(Server)!, parsed.GetValue(TokenFile));
            var answer = await link.PostAsync($"responses/{parsed.GetValue(id)}/revert", new { isMistake = parsed.GetValue(mistake) }, cancellation);
            ResponseView.Say(string.Create(CultureInfo.InvariantCulture, $"{SafeText.OneLine((string?)answer["target"] ?? "", 300)} is {SafeText.OneLine((string?)answer["state"] ?? "", 40)}"), parsed.GetValue(Format)!, answer);
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Key()
    {
        var file = new Argument<string>("file") { Description = "Where the secret half is written; only you can read it." };
        var person = new Option<string>("--person") { Description = "Your name, the same as you sign in with.", Required = true };
        var command = new Command("key", "Make a key to approve with, and print what goes into the configuration.") { file, person };
        command.SetAction(parsed =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(person))) throw new UsageException("--person wants your name, the same as you sign in with");
            using var signer = ApprovalSigner.Create(parsed.GetValue(person)!);
            KeyFile.Write(parsed.GetValue(file)!, signer);
            Console.WriteLine("# Put this into hoplite.yaml:\nresponse:\n  approvers:\n    - person: " + signer.Public.Person + "\n      key: " + Convert.ToBase64String(signer.Public.PublicKey.Span));
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Simple(string name, string description, Func<ServerLink, string, CancellationToken, Task> act)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var link = ServerLink.Open(parsed.GetValue(Server)!, parsed.GetValue(TokenFile));
            await act(link, parsed.GetValue(Format)!, cancellation);
            return ExitCode.Fine;
        });
        return command;
    }

    static Command ById(string name, string description, Func<ServerLink, Guid, string, CancellationToken, Task> act)
    {
        var id = new Argument<Guid>("id") { Description = "The question or action." };
        var command = Simple(name, description, (_, _, _) => Task.CompletedTask);
        command.Add(id);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var link = ServerLink.Open(parsed.GetValue(Server)!, parsed.GetValue(TokenFile));
            await act(link, parsed.GetValue(id), parsed.GetValue(Format)!, cancellation);
            return ExitCode.Fine;
        });
        return command;
    }

    static async Task ShowAsync(ServerLink link, Guid id, string format, CancellationToken cancellation)
    {
        var board = await link.GetAsync("responses", cancellation);
        if (board["questions"]?.AsArray().Any(q => (string?)q!["id"] == id.ToString()) == true)
        {
            var detail = await link.GetAsync($"responses/questions/{id}", cancellation);
            var (_, request) = ShownQuestion.Read(detail);
            if (format == "json") ResponseView.Json(detail);
            else ResponseView.Question(detail, request);
            return;
        }

        var run = await link.GetAsync($"responses/{id}", cancellation);
        if (format == "json") ResponseView.Json(run);
        else ResponseView.Run(run);
    }
}
