using System.ComponentModel;

namespace Hoplite.Response.Responders.Services;

/// <summary>Which services of this machine may be restarted.</summary>
public sealed record ServiceOptions
{
    /// <summary>Their names.</summary>
    [Description("Names of services that may be restarted, such as [nginx, unbound]; no other is.")]
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The program that is asked.</summary>
    [Description("The program that is asked and what stands before its own words, such as [sudo, -n, systemctl].")]
    public IReadOnlyList<string> Command { get; init; } = ["systemctl"];
}
