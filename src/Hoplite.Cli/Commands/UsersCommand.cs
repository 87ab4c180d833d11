using System.CommandLine;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Accounts;
using Hoplite.Store.Cases;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite users</c>: for the administrator at the machine itself, when nobody can sign in any more.</summary>
static class UsersCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("users", "See who may sign in, and let somebody in again who has lost everything.");
        command.Add(List());
        command.Add(Invite());
        return command;
    }

    static Command List()
    {
        var options = new ServeOptionsOnCommandLine();
        var command = new Command("list", "The accounts.");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            using var database = Open(options.Read(parsed).Data);
            foreach (var account in new AccountBook(database, TimeProvider.System).All()) Console.WriteLine($"{account.Name}\t{account.Role.Name()}");
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Invite()
    {
        var options = new ServeOptionsOnCommandLine();
        var name = new Argument<string>("NAME") { Description = "The name of the account." };
        var command = new Command("invite", "Make a link with which somebody chooses a new password and a new second factor; it works once, for three days.") { name };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var read = options.Read(parsed);
            using var database = Open(read.Data);
            var book = new AccountBook(database, TimeProvider.System);
            var account = book.ByName(parsed.GetValue(name)!) ?? throw new UsageException("there is no such account; 'hoplite users list' shows all");
            if (new Invitations(database, IdentitySettings.Of(read), TimeProvider.System).Invite(account.Id) is not var (token, _)) throw new UsageException("this account cannot be invited");
            Console.WriteLine($"{(read.Web.PublicUrl ?? $"http://localhost:{read.Web.Port}").TrimEnd('/')}/invitation#{token}");
            return ExitCode.Fine;
        });
        return command;
    }

    static CaseDatabase Open(string data)
    {
        var path = Path.Combine(data, "cases.db");
        return File.Exists(path) ? CaseDatabase.Open(path) : throw new UsageException($"there is no case store in {data}; name the folder with --data");
    }
}
