using System.ComponentModel;

namespace Hoplite.Response.Responders.Accounts;

/// <summary>Which accounts of this machine may be locked.</summary>
public sealed record AccountOptions
{
    /// <summary>A folder that stands for the machine's root.</summary>
    [Description("A folder with an etc of its own whose accounts are meant, such as the root of a container; leave out for this machine.")]
    public string? Root { get; init; }

    /// <summary>The smallest number of an account that may be locked.</summary>
    [Description("The smallest user id that may be locked; those below belong to services.")]
    public int LowestId { get; init; } = 1000;

    /// <summary>Groups that must keep an account.</summary>
    [Description("Groups whose last account that can still log in is never locked.")]
    public IReadOnlyList<string> AdminGroups { get; init; } = ["sudo", "wheel"];
}
