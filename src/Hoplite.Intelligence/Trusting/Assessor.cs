using System.Globalization;
using Hoplite.Intelligence.Warning;

namespace Hoplite.Intelligence.Trusting;

/// <summary>Decides how far an indicator may go: from what this node knows itself first, from who says so after that.</summary>
/// <remarks>
/// No text that came with an indicator takes part: neither its name nor its description. A stated confidence can take from it and adds nothing,
/// and so does the time since it was last seen. Trust can lift a thing up to what the vetoes allow, and nothing lifts a veto but a person.
/// </remarks>
/// <param name="trust">What the claims of peers are worth.</param>
/// <param name="warnings">The warning lists.</param>
/// <param name="local">What the node knows itself.</param>
/// <param name="time">The clock.</param>
public sealed class Assessor(TrustBook trust, WarningLists warnings, ILocalEvidence local, TimeProvider time)
{
    /// <summary>How much one indicator may hit.</summary>
    public BlastRadius Radius { get; init; } = new();

    /// <summary>Where a thing stands now.</summary>
    public Standing Assess(Named named)
    {
        var (opinion, now) = (trust.Weigh(named), time.GetUtcNow());
        var basis = Basis.Of(opinion, trust.Options, now);
        return Assess(named, opinion, basis) with { Basis = basis, Fresh = opinion.Fresh };
    }

    Standing Assess(Named named, Opinion opinion, Basis basis)
    {
        if (Veto(named) is { } veto) return new Standing(named, Rung.Quarantine, opinion.Belief, opinion.Independent, [veto]);
        var reasons = new List<string> { Heard(opinion) };
        var use = local.Use(named);
        if (Radius.AgainstDetecting(named, use) is { } wide) return new Standing(named, Rung.Quarantine, opinion.Belief, opinion.Independent, [wide, .. reasons]);
        if (!basis.IsMatched)
            return new Standing(named, Rung.Quarantine, opinion.Belief, opinion.Independent, [.. reasons, "that is not enough to match it"]);
        if (!basis.IsFreshEnough) return new Standing(named, Rung.Quarantine, opinion.Belief, opinion.Independent, [.. reasons, $"{Faded(opinion.Fresh)}; that is too little to match it"]);
        var against = AgainstBlocking(named, opinion.Fresh, basis, use);
        if (against is not null) reasons.Add(against);
        return new Standing(named, against is null ? Rung.Block : Rung.Detect, opinion.Belief, opinion.Independent, reasons);
    }

    /// <summary>Why a thing is no threat whoever says so; null when nothing speaks for that.</summary>
    /// <remarks>Whoever names such a thing is wrong about it, and pays for it.</remarks>
    public string? Veto(Named named)
    {
        if (local.IsOwn(named)) return "it is your own";
        if (warnings.Find(named).FirstOrDefault() is { Class: WarningClass.Benign } hit) return $"it stands on the warning list {hit.List}";
        return named.Kind != NamedKind.Pattern && local.Use(named) is { } use && use.IsOrdinaryFor(named.Kind)
            ? string.Create(CultureInfo.InvariantCulture, $"it is in everyday use here: {use.Hosts} machines on {use.Days} days")
            : null;
    }

    /// <summary>Whether a warning list that everybody has says so already.</summary>
    internal bool IsPublic(Named named) => warnings.Find(named) is [{ Class: WarningClass.Benign }, ..];

    string? AgainstBlocking(Named named, Freshness fresh, Basis basis, LocalUse? use)
    {
        if (Radius.AgainstBlocking(named, use) is { } wide) return wide;
        if (warnings.Find(named) is [var listed, ..]) return $"it stands on the list {listed.List}, so a person decides about blocking";
        if (!basis.IsBlocked) return "that is not enough to block it";
        if (!basis.HasVoices) return "too few independent voices speak for it to block it";
        if (!basis.IsFreshEnoughToBlock) return $"{Faded(fresh)}; that is too little to block it";
        if (basis.HasObjection) return "somebody objects, so a person decides about blocking";
        return basis.IsWaiting ? "others still have time to object" : null;
    }

    string Faded(Freshness fresh) => fresh.Score >= fresh.Start - 0.5
        ? string.Create(CultureInfo.InvariantCulture, $"whoever says so gives it a confidence of {fresh.Start:0} only")
        : string.Create(CultureInfo.InvariantCulture, $"its score has faded from {fresh.Start:0} to {Math.Floor(fresh.Score):0}, since nobody has seen or confirmed it for {Math.Floor((time.GetUtcNow() - fresh.Seen ?? TimeSpan.Zero).TotalDays):0} days");

    static string Heard(Opinion opinion) => string.Create(
        CultureInfo.InvariantCulture, $"{opinion.Peers.Count} {(opinion.Peers.Count == 1 ? "peer names" : "peers name")} it, {opinion.Independent:0.#} of them independent; {opinion.Objecting:0.#} object; the belief is {opinion.Belief:0.00}");
}
