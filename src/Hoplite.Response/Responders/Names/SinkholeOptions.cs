using System.ComponentModel;

namespace Hoplite.Response.Responders.Names;

/// <summary>The file through which names are answered with nothing. It belongs to this program alone; the resolver includes it.</summary>
public sealed record SinkholeOptions
{
    /// <summary>The file.</summary>
    [Description("The file; it belongs to this program alone.")]
    public string File { get; init; } = "";

    /// <summary>How the resolver wants it written.</summary>
    [Description("How the resolver wants it: hosts, unbound or rpz.")]
    public SinkholeForm Form { get; init; } = SinkholeForm.Hosts;

    /// <summary>A program and its arguments that make the resolver read it again; empty when it notices by itself.</summary>
    [Description("A program and its arguments that make the resolver read it again, such as [rndc, reload].")]
    public IReadOnlyList<string> Reload { get; init; } = [];
}

/// <summary>Forms of such files.</summary>
public enum SinkholeForm
{
    /// <summary>Lines of a hosts file: the system's own, or <c>addn-hosts</c> of dnsmasq. Names below a name are not caught.</summary>
    Hosts,

    /// <summary><c>local-zone</c> lines of unbound.</summary>
    Unbound,

    /// <summary>Lines of a response policy zone without its head, for <c>$INCLUDE</c>: BIND, Knot, PowerDNS.</summary>
    Rpz,
}
