using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>Gives each piece of evidence a number, so that what is kept of a million events names it in four bytes.</summary>
sealed class SourceNumbers
{
    const int Recent = 16;

    readonly List<EvidenceSource> _sources = [];

    /// <summary>The evidence with a number.</summary>
    public EvidenceSource this[int number] => _sources[number];

    /// <summary>The number of the evidence. Whoever reads a file posts it batch by batch, so it is one of the last few.</summary>
    public int Of(EvidenceSource source)
    {
        for (var i = _sources.Count - 1; i >= Math.Max(0, _sources.Count - Recent); i--)
            if (ReferenceEquals(_sources[i], source)) return i;
        _sources.Add(source);
        return _sources.Count - 1;
    }
}
