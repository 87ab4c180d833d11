using System.ComponentModel;

namespace Hoplite.Response.Responders.Hosts;

/// <summary>Machines that are cut off over SSH.</summary>
public sealed record SshIsolationOptions
{
    /// <summary>Addresses they still reach.</summary>
    [Description("Addresses that a machine which is cut off still reaches and is reached from, besides the one it is managed from.")]
    public IReadOnlyList<string> Lifelines { get; init; } = [];

    /// <summary>The machines.</summary>
    [Description("Machines by name.")]
    public IReadOnlyDictionary<string, SshHostOptions> Hosts { get; init; } = new Dictionary<string, SshHostOptions>();
}

/// <summary>How a machine is logged in to.</summary>
public sealed record SshHostOptions
{
    /// <summary>The address.</summary>
    [Description("The address or name that SSH connects to.")]
    public string Address { get; init; } = "";

    /// <summary>The port.</summary>
    [Description("The port of SSH.")]
    public int Port { get; init; } = 22;

    /// <summary>The user.</summary>
    [Description("Who logs in: root, or a user who may run sh by sudo without a password.")]
    public string User { get; init; } = "root";

    /// <summary>Whether sudo is used.</summary>
    [Description("Whether commands run by 'sudo -n'.")]
    public bool Sudo { get; init; }

    /// <summary>Where the private key is kept.</summary>
    [Description("Where the private key is kept: env:NAME or file:/path.")]
    public string Key { get; init; } = "";

    /// <summary>The fingerprint of the machine's key.</summary>
    [Description("The fingerprint of the machine's own key, 'SHA256:...', as 'ssh-keygen -l' prints it. Without it the machine is not logged in to.")]
    public string HostKey { get; init; } = "";
}
