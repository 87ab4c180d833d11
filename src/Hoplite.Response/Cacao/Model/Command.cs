using System.Text;

namespace Hoplite.Response.Cacao;

/// <summary>One command of an action step (CACAO 2.0 §5).</summary>
/// <param name="Kind">Which kind.</param>
public sealed record Command(CommandKind Kind)
{
    /// <summary>The command itself as text, placeholders included.</summary>
    public string? Text { get; init; }

    /// <summary>The command as Base64 of UTF-8, instead of <see cref="Text"/>.</summary>
    public string? Base64 { get; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>The version of the language it is written in.</summary>
    public string? Version { get; init; }

    /// <summary>The activity it is part of, such as <c>restrict-access</c>.</summary>
    public string? Activity { get; init; }

    /// <summary>Headers of an HTTP request.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The body of an HTTP request.</summary>
    public string? Content { get; init; }

    /// <summary>The body of an HTTP request as Base64, instead of <see cref="Content"/>.</summary>
    public string? ContentBase64 { get; init; }

    /// <summary>Where more is written.</summary>
    public IReadOnlyList<ExternalReference> ExternalReferences { get; init; } = [];

    /// <summary>The command as text, from whichever form it has; empty when it has none.</summary>
    /// <exception cref="InvalidDataException">The Base64 form is none, or is no UTF-8.</exception>
    public string Words => Text ?? Decode(Base64);

    /// <summary>The body as text, from whichever form it has; empty when it has none.</summary>
    /// <exception cref="InvalidDataException">The Base64 form is none, or is no UTF-8.</exception>
    public string Body => Content ?? Decode(ContentBase64);

    static string Decode(string? base64)
    {
        if (base64 is null) return "";
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(base64));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new InvalidDataException("a Base64 form of a command does not hold UTF-8 text", wrong);
        }
    }
}

/// <summary>The kinds of command of CACAO 2.0 §5.</summary>
public enum CommandKind
{
    /// <summary>A person does it and says what came of it.</summary>
    Manual,

    /// <summary>A shell script.</summary>
    Bash,

    /// <summary>A Caldera ability.</summary>
    CalderaCmd,

    /// <summary>An Elastic query.</summary>
    Elastic,

    /// <summary>An HTTP request.</summary>
    HttpApi,

    /// <summary>A Jupyter notebook.</summary>
    Jupyter,

    /// <summary>A Kestrel hunt.</summary>
    Kestrel,

    /// <summary>An OpenC2 command.</summary>
    OpenC2Http,

    /// <summary>A PowerShell script.</summary>
    PowerShell,

    /// <summary>A Sigma rule.</summary>
    Sigma,

    /// <summary>A shell script on another machine.</summary>
    Ssh,

    /// <summary>A YARA rule.</summary>
    Yara,
}

/// <summary>The names of the kinds of command in playbooks.</summary>
public static class CommandKinds
{
    static readonly (CommandKind Kind, string Name)[] Names =
    [
        (CommandKind.Manual, "manual"), (CommandKind.Bash, "bash"), (CommandKind.CalderaCmd, "caldera-cmd"), (CommandKind.Elastic, "elastic"),
        (CommandKind.HttpApi, "http-api"), (CommandKind.Jupyter, "jupyter"), (CommandKind.Kestrel, "kestrel"), (CommandKind.OpenC2Http, "openc2-http"),
        (CommandKind.PowerShell, "powershell"), (CommandKind.Sigma, "sigma"), (CommandKind.Ssh, "ssh"), (CommandKind.Yara, "yara"),
    ];

    /// <summary>The name of a kind in playbooks.</summary>
    public static string NameOf(CommandKind kind) => Array.Find(Names, n => n.Kind == kind).Name;

    /// <summary>The kind of a name; false when there is none.</summary>
    public static bool TryParse(string name, out CommandKind kind)
    {
        var found = Array.FindIndex(Names, n => n.Name == name);
        kind = found < 0 ? default : Names[found].Kind;
        return found >= 0;
    }
}
