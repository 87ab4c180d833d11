using System.IO.Hashing;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Communities;

/// <summary>The only door through which objects of peers come in: signed, by a member, in the right version, not too many. What it takes becomes claims.</summary>
/// <remarks>
/// Only who made an object may change it or take it back; taking back is final (STIX 2.1 §3.6). Who carried an object here may be anybody, unless
/// its marking says that it must not be carried on. Nothing here reads a text as more than text.
/// </remarks>
/// <param name="roster">Who belongs.</param>
/// <param name="file">What was taken before.</param>
/// <param name="ladder">Takes the claims.</param>
/// <param name="reading">Says what an object is about.</param>
/// <param name="time">The clock.</param>
public sealed class CommunityIntake(Roster roster, IntelligenceFile file, IndicatorLadder ladder, ClaimReader reading, TimeProvider time)
{
    const int MostSeen = 500_000;

    readonly Dictionary<(string Author, long Day), int> _today = [];
    readonly ObjectBook _objects = new(file);
    readonly HashSet<UInt128> _seen = [];
    readonly Lock _gate = new();

    /// <summary>Bounds.</summary>
    public IntakeLimits Limits { get; init; } = new();

    /// <summary>Says what is wrong with an object beyond its signature, such as its structure; null when nothing is.</summary>
    public Func<ReadOnlyMemory<byte>, string?> Check { get; init; } = static _ => null;

    /// <summary>The identity of this node, whose own words are not those of a peer; null in tests of the door alone.</summary>
    public string? Self { get; init; }

    /// <summary>Hears of what was refused, with the member that brought it.</summary>
    public Action<IntakeVerdict, string>? Refused { get; set; }

    /// <summary>Takes one object or says why not.</summary>
    /// <param name="json">The object.</param>
    /// <param name="from">The identity of the member that brought it.</param>
    public IntakeVerdict Take(ReadOnlyMemory<byte> json, string from) => TakeAll([json], from).Verdicts[0];

    /// <summary>Takes objects together; each for itself, all of them durable when this returns.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="from">The identity of the member that brought them.</param>
    /// <returns>What became of each, and those that were taken.</returns>
    public (IReadOnlyList<IntakeVerdict> Verdicts, IReadOnlyList<SignedObject> Taken) TakeAll(IReadOnlyList<ReadOnlyMemory<byte>> objects, string from)
    {
        var (verdicts, taken) = (new List<IntakeVerdict>(objects.Count), new List<SignedObject>());
        lock (_gate)
            file.Together(() =>
            {
                foreach (var json in objects)
                {
                    // The same object comes from many sides; its bytes are enough to know it again.
                    if (_seen.Contains(XxHash128.HashToUInt128(json.Span)))
                    {
                        verdicts.Add(new IntakeVerdict(IntakeOutcome.Known, ""));
                        continue;
                    }

                    var (verdict, signed) = Judge(json, from);
                    verdicts.Add(verdict);
                    if (signed is null) continue;
                    taken.Add(signed);
                    Tell(signed);
                    if (_seen.Count >= MostSeen) _seen.Clear();
                    _seen.Add(XxHash128.HashToUInt128(json.Span));
                }
            });
        foreach (var verdict in verdicts) if (verdict.Outcome == IntakeOutcome.Refused) Refused?.Invoke(verdict, from);
        return (verdicts, taken);
    }

    (IntakeVerdict Verdict, SignedObject? Taken) Judge(ReadOnlyMemory<byte> json, string from)
    {
        if (json.Length > Limits.LargestObject) return Refuse($"it is larger than {Limits.LargestObject >> 10} kB");
        if (SignedObject.Read(json, out var problem) is not { } signed) return Refuse(problem);
        if (roster.Find(signed.Author.Identity) is not { } author) return Refuse("its author does not belong to the community", signed);
        if (SharingPolicy.IsForAuthorOnly(signed) && from != author.Key.Identity) return Refuse("its marking forbids that anybody but its author passes it on", signed);
        if (Check(json) is { } wrong) return Refuse(wrong, signed);
        var now = time.GetUtcNow();
        if (signed.Version > (now + Limits.Ahead).UtcTicks) return Refuse("it comes from the future", signed);
        var (outcome, why, isFirst) = _objects.Judge(signed, signed.Author.Identity);
        if (outcome == IntakeOutcome.Refused) return Refuse(why, signed);
        if (outcome == IntakeOutcome.Known) return (new IntakeVerdict(IntakeOutcome.Known, "", signed.Author, signed.Id), null);
        if (isFirst && !Count(signed, now)) return Refuse($"its author sent more than {Limits.MostADay} new objects today", signed);
        _objects.Put(signed, signed.Author.Identity, now);
        return (new IntakeVerdict(IntakeOutcome.Taken, "", signed.Author, signed.Id), signed);
    }

    bool Count(SignedObject signed, DateTimeOffset now)
    {
        var key = (signed.Author.Identity, now.UtcTicks / TimeSpan.TicksPerDay);
        if (_today.Count > 10_000) _today.Clear();
        return (_today[key] = _today.GetValueOrDefault(key) + 1) <= Limits.MostADay;
    }

    void Tell(SignedObject signed)
    {
        var peer = signed.Author.Identity == Self ? TrustBook.Self : signed.Author.Identity;
        if (signed.Revoked)
        {
            ladder.TakeBack(peer, signed.Id);
            return;
        }

        var claims = reading.Read(signed, time.GetUtcNow(), PatternOf);

        // A new version says what it says; what only the old one said is taken back.
        ladder.TakeBack(peer, signed.Id);
        foreach (var claim in claims) ladder.Hear(claim with { Peer = peer });
    }

    string? PatternOf(string indicator) => _objects.Get(indicator) is { Revoked: false } known ? ClaimReader.Pattern(known.Json) : null;

    static (IntakeVerdict, SignedObject?) Refuse(string why, SignedObject? signed = null) => (new IntakeVerdict(IntakeOutcome.Refused, why, signed?.Author, signed?.Id), null);
}
