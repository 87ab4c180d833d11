using System.CommandLine;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;

namespace Hoplite.Cli.Commands;

/// <summary>The options that say which rules are used; the same on every command.</summary>
sealed class RuleOptionsOnCommandLine
{
    readonly Option<string[]> _rules = new("--rules") { Description = "Folder or file of Sigma rules; may be given several times. Without it: the rules fetched by 'rules update', or else the starter pack.", AllowMultipleArgumentsPerToken = false };
    readonly Option<string[]> _status = new("--status") { Description = "Also use rules of this status (deprecated, unsupported)." };
    readonly Option<string[]> _placeholders = new("--placeholder") { Description = "Value of a placeholder for 'expand': NAME=VALUE; may be given several times." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_rules);
        command.Add(_status);
        command.Add(_placeholders);
    }

    /// <summary>The folders and files of rules that were named.</summary>
    public string[] Named(ParseResult parsed) => parsed.GetValue(_rules) ?? [];

    /// <summary>Reads the rules.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="minLevel">Rules below are left out.</param>
    public RuleCollection Load(ParseResult parsed, Level minLevel = Level.Informational)
    {
        var selection = new RuleSelection { MinLevel = minLevel };
        return (selection with { LeftOut = selection.LeftOut.Except(parsed.GetValue(_status) ?? []) }).Apply(LoadAll(parsed));
    }

    /// <summary>Reads the rules and leaves none out.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="more">Further folders and files of rules.</param>
    public RuleCollection LoadAll(ParseResult parsed, params string[] more)
    {
        string[] named = [.. Named(parsed), .. more];
        var paths = named.Length > 0 ? named : RuleStore.Default.Current is { } fetched ? [fetched] : null;
        try
        {
            return RuleReader.Load(paths is null ? RuleLibrary.Starter() : RuleLibrary.Files(paths), new RuleOptions(Placeholders(parsed)));
        }
        catch (FileNotFoundException missing)
        {
            throw new UsageException(missing.Message);
        }
    }

    Dictionary<string, IReadOnlyList<string>> Placeholders(ParseResult parsed)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(_placeholders) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new UsageException($"--placeholder wants NAME=VALUE, not '{pair}'");
            values[pair[..equals]] = [.. values.GetValueOrDefault(pair[..equals]) ?? [], pair[(equals + 1)..]];
        }

        return values;
    }
}
