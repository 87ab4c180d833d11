using Hoplite.Detection;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Endorsing;

/// <summary>A target, and where it was seen.</summary>
public sealed class SightedTarget
{
    // More of one sensor adds nothing to what is decided.
    const int MostOfOneSensor = 256;
    const int MostNames = 8;

    readonly SortedSet<string> _roles = new(StringComparer.Ordinal);
    readonly HashSet<Guid> _findings = [];
    readonly Dictionary<string, Sighting> _observed = new(StringComparer.Ordinal);
    readonly Dictionary<SensorOrigin, int> _perSensor = [];
    readonly SortedSet<string> _from = new(StringComparer.Ordinal);
    readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    readonly SortedSet<string> _rules = new(StringComparer.Ordinal);
    Integrity _integrity;
    Confidentiality _confidentiality;

    internal SightedTarget(ActionTarget target) => Target = target;

    /// <summary>The target.</summary>
    public ActionTarget Target { get; }

    /// <summary>What it did: <c>actor</c>, <c>object</c>, <c>place</c>, <c>parent</c>.</summary>
    public IReadOnlyCollection<string> Roles => _roles;

    /// <summary>How events call it, at most 8: paths of a process or file, an account with its realm. Chosen by others: to be read by people.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The rules that named it in a field of integrity I2 or more.</summary>
    public IReadOnlyCollection<string> Rules => _rules;

    /// <summary>Whether it is a machine that answers for a Windows domain.</summary>
    public bool IsController { get; private set; }

    /// <summary>In how many findings it is named.</summary>
    public int Findings => _findings.Count;

    /// <summary>How far it is known: as far as the best field that names it; who may see it is as strict as the strictest.</summary>
    public Label Label => new(_integrity, _confidentiality, Provenance.Of(_from));

    /// <summary>Events that name it in a field of integrity I2 or more.</summary>
    internal IEnumerable<Sighting> Observed => _observed.Values;

    internal void Describe(string? name, bool isController)
    {
        IsController |= isController;
        if (name is { Length: > 0 and <= 1024 } && _names.Count < MostNames) _names.Add(name);
    }

    internal void Note(Sighting sighting, string role, Finding finding, Integrity integrity, Confidentiality confidentiality)
    {
        _roles.Add(role);
        _findings.Add(finding.Id);
        if (_from.Count <= Provenance.Most) _from.Add(sighting.Id);
        (_integrity, _confidentiality) = ((Integrity)Math.Max((int)_integrity, (int)integrity), (Confidentiality)Math.Max((int)_confidentiality, (int)confidentiality));
        if (integrity < Integrity.Sensor || sighting.Time is null) return;
        _rules.Add(finding.Rule.Id);
        var count = _perSensor.GetValueOrDefault(sighting.By);
        if (count < MostOfOneSensor && _observed.TryAdd(sighting.Id, sighting)) _perSensor[sighting.By] = count + 1;
    }
}

/// <summary>An event that names a target.</summary>
/// <param name="Id">The event.</param>
/// <param name="By">Who saw it.</param>
/// <param name="Time">When it happened.</param>
readonly record struct Sighting(string Id, SensorOrigin By, DateTimeOffset? Time);
