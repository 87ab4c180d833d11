using System.CommandLine;
using Hoplite.Agents.Fitness;
using Hoplite.Agents.Providers;
using Hoplite.Cli.Terminal;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite agents providers</c>: the language models of the configuration.</summary>
static class ProvidersCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("providers", "The language models of the configuration.") { List(), Test() };

    static Command List()
    {
        var (command, format, options) = Make("list", "The providers, in the order in which they are asked, with what each may see.");
        command.SetAction(parsed =>
        {
            var agents = Checked(options.Read(parsed).Agents);
            if (parsed.GetValue(format) == "json") ProvidersView.WriteJson(agents.Providers);
            else ProvidersView.ShowList(agents.Providers);
            return ExitCode.Fine;
        });
        return command;
    }

    static Command Test()
    {
        var (command, format, options) = Make("test", "Ask each provider questions of our own, and say whether it is fit: reachable, quick, true to the schema, and honest. Nothing of any case is sent.");
        var name = new Argument<string?>("NAME") { Description = "One provider; all of them when not given.", Arity = ArgumentArity.ZeroOrOne };
        var pin = new Option<bool>("--pin") { Description = "Keep the answers of each provider that is fit. When they change later, it is no longer asked." };
        command.Add(name);
        command.Add(pin);
        command.SetAction(async (parsed, cancellation) =>
        {
            var read = options.Read(parsed);
            var chosen = Checked(read.Agents).Providers.Where(p => parsed.GetValue(name) is not { } one || p.Name.Equals(one, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (chosen.Length == 0 && parsed.GetValue(name) is not null) throw new UsageException("there is no such provider; 'hoplite agents providers list' shows all");
            var pins = Path.Combine(read.Data, "agents", "pins");
            var results = new List<ProviderFitness>();
            foreach (var provider in chosen) results.Add(await TestAsync(provider, pins, parsed.GetValue(pin), cancellation));
            if (parsed.GetValue(format) == "json") ProvidersView.WriteJson(results);
            else ProvidersView.ShowFitness(results);
            return results.All(r => r.IsFit) ? ExitCode.Fine : ExitCode.Findings;
        });
        return command;
    }

    static async Task<ProviderFitness> TestAsync(ProviderOptions provider, string pins, bool isToPin, CancellationToken cancellation)
    {
        using var probe = new ProviderProbe(provider, TimeProvider.System);
        var (fitness, golden) = await probe.TestAsync(isToPin ? null : GoldenPin.Read(pins, provider.Name), cancellation);
        if (isToPin && fitness.IsFit) GoldenPin.Of(provider.Name, provider.Model, TimeProvider.System.GetUtcNow(), golden).Write(pins);
        return fitness;
    }

    static AgentOptions Checked(AgentOptions options) =>
        options.Problems().Concat(options.Providers.Select(p => p.KeyProblem()).OfType<string>()).FirstOrDefault() is { } problem ? throw new UsageException(problem) : options;

    static (Command Command, Option<string> Format, ServeOptionsOnCommandLine Options) Make(string name, string description)
    {
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var options = new ServeOptionsOnCommandLine();
        var command = new Command(name, description) { format };
        options.AddTo(command);
        return (command, format, options);
    }
}
