using System.Net;

namespace Hoplite.Response.Cacao.Running;

/// <summary>A command with values in place of its placeholders: exactly what will be given.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The command itself.</param>
/// <param name="Headers">Headers of an HTTP request.</param>
/// <param name="Body">The body of an HTTP request; empty for none.</param>
public sealed record ReadyCommand(CommandKind Kind, string Text, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, string Body);

/// <summary>Puts values into commands, by the rules of the language each is written in. No value is ever put raw into text that something interprets.</summary>
public static class CommandSubstitution
{
    /// <summary>The command with values in place of its placeholders.</summary>
    /// <param name="command">The command.</param>
    /// <param name="find">The variable of a name; null when there is none.</param>
    /// <exception cref="SubstitutionException">A value is missing, or cannot stand where it should.</exception>
    public static ReadyCommand Resolve(Command command, Func<string, VariableNow?> find)
    {
        string words, body;
        try
        {
            (words, body) = (command.Words, command.Body);
        }
        catch (InvalidDataException wrong)
        {
            throw new SubstitutionException(wrong.Message);
        }

        var text = command.Kind switch
        {
            CommandKind.Bash or CommandKind.Ssh => ShellText.Substitute(words, find),
            CommandKind.PowerShell => PowerShellText.Substitute(words, find),
            CommandKind.HttpApi or CommandKind.OpenC2Http => WebText.Url(words, find),
            CommandKind.Manual => Placeholders.Replace(words, find, (variable, _) => variable.Value!),
            _ => WebText.Strict(words, find),
        };
        var headers = command.Headers.ToDictionary(h => h.Key, h => (IReadOnlyList<string>)[.. h.Value.Select(v => WebText.Header(v, find))], StringComparer.OrdinalIgnoreCase);
        return new ReadyCommand(command.Kind, text, headers, WebText.Body(body, find));
    }

    /// <summary>An agent or target with values in place of the placeholders in its addresses; what comes out is looked at again.</summary>
    /// <exception cref="SubstitutionException">A value is missing, or is no address of its kind.</exception>
    public static Party Resolve(Party party, Func<string, VariableNow?> find)
    {
        if (!party.Addresses.Values.SelectMany(a => a).Append(party.Port ?? "").Any(a => VariableNames.Placeholders(a).Any())) return party;
        var addresses = party.Addresses.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)[.. a.Value.Select(text => Address(a.Key, text, find))], StringComparer.Ordinal);
        var port = party.Port is null ? null : Placeholders.Replace(party.Port, find, (variable, _) => variable.Value!);
        return port is null || (ushort.TryParse(port, out var number) && number > 0)
            ? party with { Addresses = addresses, Port = port } : throw new SubstitutionException($"{party.Name} has no port between 1 and 65535");
    }

    static string Address(string kind, string text, Func<string, VariableNow?> find)
    {
        if (!VariableNames.Placeholders(text).Any()) return text;
        var whole = VariableNames.Placeholders(text).First().Length == text.Length;
        var value = kind == "url" && !whole ? WebText.Url(text, find) : Placeholders.Replace(text, find, (variable, _) => variable.Value!);
        var fits = kind switch
        {
            "ipv4" => VariableTypes.Fits("ipv4-addr", value) && IPAddress.TryParse(value, out _),
            "ipv6" => VariableTypes.Fits("ipv6-addr", value) && IPAddress.TryParse(value, out _),
            "l2mac" => VariableTypes.Fits("mac-addr", value),
            "dname" => VariableTypes.Fits("domain-name", value),
            "url" => Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https"),
            _ => VariableTypes.Fits("integer", value),
        };
        return fits ? value : throw new SubstitutionException($"a value is no address of the kind {kind}");
    }
}
