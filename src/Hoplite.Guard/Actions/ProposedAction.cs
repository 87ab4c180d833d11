using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Actions;

/// <summary>One thing that somebody or something wants done. Its digest is what approvals and capabilities are bound to.</summary>
public sealed record ProposedAction
{
    ProposedAction(ActionKind kind, ActionTarget target, TimeSpan lease, Guid incident, string playbook)
    {
        (Kind, Target, Lease, Incident, Playbook) = (kind, target, lease, incident, playbook);
        Canonical = CanonicalJson.Bytes(ToJson());
        Digest = Convert.ToHexStringLower(SHA256.HashData(Canonical.Span));
    }

    /// <summary>What to do.</summary>
    public ActionKind Kind { get; }

    /// <summary>To what.</summary>
    public ActionTarget Target { get; }

    /// <summary>For how long; whole seconds.</summary>
    public TimeSpan Lease { get; }

    /// <summary>Because of which incident.</summary>
    public Guid Incident { get; }

    /// <summary>By which playbook.</summary>
    public string Playbook { get; }

    /// <summary>Its canonical form (RFC 8785).</summary>
    public ReadOnlyMemory<byte> Canonical { get; }

    /// <summary>SHA-256 of its canonical form, small hex digits.</summary>
    public string Digest { get; }

    /// <summary>What is known of its kind.</summary>
    public ActionTraits Traits => ActionTraits.Of(Kind);

    /// <summary>Puts an action together.</summary>
    /// <exception cref="ArgumentException">Nothing of the kind can be done to such a target, or not for so long.</exception>
    public static ProposedAction Of(ActionKind kind, ActionTarget target, TimeSpan lease, Guid incident, string playbook)
    {
        if (!ActionTraits.Of(kind).Targets.Contains(target.Kind)) throw new ArgumentException($"{ActionTraits.Of(kind).Name} cannot be done to a target of the kind {target.Kind}");
        if (lease < TimeSpan.Zero || lease > TimeSpan.FromDays(30) || lease.Ticks % TimeSpan.TicksPerSecond != 0) throw new ArgumentException("a lease is a whole number of seconds, at most 30 days");
        if (TargetForm.Named(TargetKind.Named, playbook) is null) throw new ArgumentException("a playbook is named by small letters, digits and dashes");
        return new ProposedAction(kind, target, lease, incident, playbook);
    }

    /// <summary>It as data.</summary>
    public JsonObject ToJson() => new()
    {
        ["action"] = Traits.Name,
        ["incident"] = Incident.ToString(),
        ["leaseSeconds"] = (long)Lease.TotalSeconds,
        ["playbook"] = Playbook,
        ["target"] = Target.ToJson(),
    };

    /// <inheritdoc />
    public bool Equals(ProposedAction? other) => other is not null && other.Digest == Digest;

    /// <inheritdoc />
    public override int GetHashCode() => Digest.GetHashCode(StringComparison.Ordinal);
}
