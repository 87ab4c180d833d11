using System.Collections.Concurrent;
using System.Net;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>What the platform knows itself of a thing that others call bad: whether it is one's own, and what the stored events say of its use.</summary>
/// <param name="own">What nothing may be done to.</param>
/// <param name="domains">The domains of the organisation.</param>
sealed class LocalEvidence(ProtectedSet own, IReadOnlyList<string> domains) : ILocalEvidence
{
    const int MostRemembered = 200_000;

    readonly ConcurrentDictionary<Named, LocalUse> _use = new();

    /// <summary>The stored events were searched for a thing.</summary>
    public void Learn(Named named, LocalUse use)
    {
        if (_use.Count >= MostRemembered) _use.Clear();
        _use[named] = use;
    }

    public LocalUse? Use(Named named) => _use.GetValueOrDefault(named);

    public bool IsOwn(Named named) => named.Kind switch
    {
        NamedKind.Address or NamedKind.Network => TargetForm.Address(named.Value) is { } target && (ProtectedSet.IsInternal(target) || own.Contains(target)),
        NamedKind.Domain => IsOwnDomain(named.Value),
        NamedKind.Email => IsOwnDomain(named.Value[(named.Value.IndexOf('@', StringComparison.Ordinal) + 1)..]),
        NamedKind.Url => Uri.TryCreate(named.Value, UriKind.Absolute, out var uri) && (IPAddress.TryParse(uri.Host.Trim('[', ']'), out _) ? IsOwn(Named.Of(NamedKind.Address, uri.Host.Trim('[', ']'))) : IsOwnDomain(uri.IdnHost)),
        _ => false,
    };

    bool IsOwnDomain(string name) =>
        (TargetForm.Domain(name) is { } target && own.Contains(target)) || domains.Any(d => name.Equals(d, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + d, StringComparison.OrdinalIgnoreCase));
}
