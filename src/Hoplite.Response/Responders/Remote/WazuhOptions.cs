using System.ComponentModel;

namespace Hoplite.Response.Responders.Remote;

/// <summary>A manager of Wazuh whose agents act.</summary>
public sealed record WazuhOptions
{
    /// <summary>Where it is.</summary>
    [Description("The address of the API, such as https://wazuh.example.org:55000.")]
    public string Url { get; init; } = "";

    /// <summary>The user.</summary>
    [Description("The user of the API; it needs active-response:command.")]
    public string User { get; init; } = "";

    /// <summary>The password.</summary>
    [Description("Where the password is kept, such as env:WAZUH_PASSWORD.")]
    public string Password { get; init; } = "";

    /// <summary>The authority of its certificate.</summary>
    [Description("A file with the certificate, in PEM, that the API's must come from; Wazuh makes one of its own when it is installed.")]
    public string? Authority { get; init; }

    /// <summary>The agents.</summary>
    [Description("The agents that act, by number, such as ['001', '002'].")]
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>What blocks an address.</summary>
    [Description("The command that blocks an address: its name with its time, as ar.conf of the agents has it, such as firewall-drop600, or !firewall-drop, which is never taken back. Leave out for none.")]
    public string? Block { get; init; }

    /// <summary>What locks an account.</summary>
    [Description("The command that locks an account, such as disable-account600 or !disable-account. Leave out for none.")]
    public string? Disable { get; init; }

    /// <summary>When it is taken back.</summary>
    [Description("After what time Wazuh takes the commands back; leave out when it never does, as with those that begin with '!'.")]
    public TimeSpan? TakenBackAfter { get; init; }

    /// <summary>Whether what is never taken back is allowed.</summary>
    [Description("Whether commands may be given that nothing ever takes back.")]
    public bool Lasting { get; init; }

    /// <summary>Whether the answer is believed.</summary>
    [Description("Whether the API's word that every agent was told counts as done; otherwise every run ends with 'outcome unknown, a person must look'.")]
    public bool TrustAnswer { get; init; }
}
