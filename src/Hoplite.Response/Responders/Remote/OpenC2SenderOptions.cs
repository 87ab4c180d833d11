using System.ComponentModel;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>A consumer of OpenC2.</summary>
public sealed record OpenC2SenderOptions
{
    /// <summary>Where it is.</summary>
    [Description("The consumer, such as https://filter.example.org; commands go to its /.well-known/openc2.")]
    public string Url { get; init; } = "";

    /// <summary>What it does.</summary>
    [Description("What it does: block-address and isolate-host (deny of ipv4_net and ipv6_net), sinkhole-domain (deny of domain_name).")]
    public IReadOnlyList<ActionKind> Kinds { get; init; } = [ActionKind.BlockAddress];

    /// <summary>Who sends.</summary>
    [Description("A file with this program's certificate and key, in PEM, that the consumer knows it by.")]
    public string? Certificate { get; init; }

    /// <summary>The authority of its certificate.</summary>
    [Description("A file with the certificate, in PEM, that the consumer's must come from; leave out for those of the system.")]
    public string? Authority { get; init; }

    /// <summary>Whether messages have headers.</summary>
    [Description("Whether messages have an envelope, as version 1.1 of the transfer has it; false for consumers of version 1.0.")]
    public bool Envelope { get; init; } = true;

    /// <summary>Whether a denial without a number is undone by allowing.</summary>
    [Description("Whether what cannot be deleted by its rule number is taken back by allowing the same target; that can let through more than before.")]
    public bool UndoByAllow { get; init; }
}
