using System.CommandLine;
using Hoplite.Server.Configuration;

namespace Hoplite.Cli.Commands;

/// <summary>The options that say which configuration is meant; the same on every command about a server.</summary>
sealed class ServeOptionsOnCommandLine
{
    const string Usual = "/etc/hoplite/hoplite.yaml";

    readonly Option<string?> _config = new("--config") { Description = $"The configuration. Without it: {Usual} if it is there, or else the defaults." };
    readonly Option<string?> _data = new("--data") { Description = "The data folder, instead of the one in the configuration." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_data);
    }

    /// <summary>Reads the configuration.</summary>
    public ServeOptions Read(ParseResult parsed)
    {
        try
        {
            var path = parsed.GetValue(_config) ?? (File.Exists(Usual) ? Usual : null);
            var options = path is null ? ConfigurationFile.Defaults() : ConfigurationFile.Read(path);
            return parsed.GetValue(_data) is { } data ? options with { Data = data } : options;
        }
        catch (ConfigurationException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
