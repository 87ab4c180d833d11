using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Actions;

/// <summary>Kinds of things that something can be done to.</summary>
[CrossingType("a closed list")]
public enum TargetKind
{
    /// <summary>An address or a network of them.</summary>
    Address,

    /// <summary>A name in the DNS.</summary>
    Domain,

    /// <summary>A machine.</summary>
    Host,

    /// <summary>An account.</summary>
    Account,

    /// <summary>A process on a machine.</summary>
    Process,

    /// <summary>A file on a machine, by its hash.</summary>
    File,

    /// <summary>A service on a machine.</summary>
    Service,

    /// <summary>Messages with one id.</summary>
    Mail,

    /// <summary>Something of the platform itself: a rule, an incident, a sensor, a policy.</summary>
    Named,
}

/// <summary>What something is done to, in its one normal form: two ways of writing the same thing are equal.</summary>
[CrossingType("every form is parsed strictly and bounded")]
public abstract record ActionTarget
{
    /// <summary>What kind of thing it is.</summary>
    public abstract TargetKind Kind { get; }

    /// <summary>The thing as text: letters, digits and a few marks, never more than 300 characters.</summary>
    public abstract string Text { get; }

    /// <summary>Whether it is more than one thing.</summary>
    public virtual bool IsWide => false;

    /// <summary>It, for the canonical form of an action.</summary>
    public JsonObject ToJson() => new() { ["kind"] = char.ToLowerInvariant(Kind.ToString()[0]) + Kind.ToString()[1..], ["value"] = Text };
}

/// <summary>An address, or a network of them.</summary>
/// <param name="Network">The network; a single address is one of full length.</param>
public sealed record AddressTarget(IPNetwork Network) : ActionTarget
{
    /// <summary>A single address.</summary>
    public AddressTarget(IPAddress address)
        : this(new IPNetwork(address, AddressForm.Bits(address)))
    {
    }

    /// <inheritdoc />
    public override TargetKind Kind => TargetKind.Address;

    /// <inheritdoc />
    public override string Text => IsWide ? Network.ToString() : Network.BaseAddress.ToString();

    /// <inheritdoc />
    public override bool IsWide => Network.PrefixLength < AddressForm.Bits(Network.BaseAddress);
}

/// <summary>A name in the DNS, in small ASCII letters, without the dot of the root.</summary>
public sealed record DomainTarget : ActionTarget
{
    internal DomainTarget(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public override TargetKind Kind => TargetKind.Domain;

    /// <inheritdoc />
    public override string Text => Name;

    // A name of one label is a whole top level.
    /// <inheritdoc />
    public override bool IsWide => !Name.Contains('.', StringComparison.Ordinal);
}

/// <summary>A machine, an account, or a thing of the platform, by a name the platform knows.</summary>
public sealed record NamedTarget : ActionTarget
{
    internal NamedTarget(TargetKind kind, string name) => (Kind, Name) = (kind, name);

    /// <summary>The name, small letters.</summary>
    public string Name { get; }

    /// <inheritdoc />
    public override TargetKind Kind { get; }

    /// <inheritdoc />
    public override string Text => Name;
}

/// <summary>A process, told apart from one that gets its number later.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Pid">Its number, from 2.</param>
/// <param name="Started">When it started, UTC.</param>
public sealed record ProcessTarget(NamedTarget Host, int Pid, DateTimeOffset Started) : ActionTarget
{
    /// <inheritdoc />
    public override TargetKind Kind => TargetKind.Process;

    /// <inheritdoc />
    public override string Text => string.Create(CultureInfo.InvariantCulture, $"{Host.Name}/{Pid}@{Started.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
}

/// <summary>A file, by what is in it.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Sha256">64 small hex digits.</param>
public sealed record FileTarget(NamedTarget Host, string Sha256) : ActionTarget
{
    /// <inheritdoc />
    public override TargetKind Kind => TargetKind.File;

    /// <inheritdoc />
    public override string Text => $"{Host.Name}/{Sha256}";
}
