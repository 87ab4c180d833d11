using System.Text;
using CsCheck;
using Hoplite.Agents.Drill;
using Hoplite.Agents.Drill.LogInject;
using Hoplite.Agents.RuleWriting;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Incidents;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Tests.RuleWriting;

public sealed class RuleWriterTests
{
    static readonly LogSource Windows = new("windows");

    // What breaks YAML, what Sigma reads as something, what looks like something else, and what is nothing of the kind.
    static readonly string[] Breakers =
    [
        "*", "?", "\\", "\\*", "\\\\", "a*b?c\\", "\n", "\r\n", "\t", "\"", "'", "\": {}", "condition: not selection", "\ncondition: all of them\n", "---", "\n---\ntitle: x", "...", "- a", "{a: b}", "[a]", "#c", " # c", "&a", "*a", "!!int 1",
        "| a", "> a", "%x%", "@", "`", "null", "~", "true", "1", "0x1f", "1e3", " lead", "trail ", "\u0085", "\u2028", "\u202Eexe.txt", "\uFEFF", "\U0001F600", "é", "\u0000", "\u0007", "\u007f", "a: b", "<<", "=", "|re: .*", ":",
    ];

    static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.Int[0, Breakers.Length - 1].Select(i => Breakers[i]), Gen.String[0, 40].Where(Survives), Gen.Int[0, Breakers.Length - 1].Select(i => Breakers[i]).Array[1, 5].Select(string.Concat), Gen.Select(Gen.Int[0, Breakers.Length - 1].Select(i => Breakers[i]), Gen.String[Gen.Char.AlphaNumeric, 0, 120], (b, s) => s + b + s)).Where(t => t.Length > 0);

    [Fact]
    public void Whatever_a_field_holds_the_rule_says_just_that_it_holds_it() => Gen.Select(Hostile, Hostile, Hostile, Hostile).Sample((service, key, image, other) =>
    {
        KeyValuePair<string, string?>[] fields = [new("EventID", "7045"), new("Channel", "System"), new("ServiceName", service), new("key", key), new("Image", image)];
        var record = Event(fields);
        var proposal = Writer(out _).Propose(Of(record), Variants(fields, other));
        Assert.NotNull(proposal);
        Assert.True(Ascii.IsValid(proposal.Yaml), proposal.Yaml);
        var read = RuleReader.Load([new RuleFile("r", Encoding.UTF8.GetBytes(proposal.Yaml))], RuleOptions.Default);
        Assert.Empty(read.Rejections);
        var rule = Assert.Single(read.Rules);
        var terms = Assert.IsType<AllOf>(rule.Condition).Terms.Cast<FieldTest>().ToArray();
        Assert.Equal(["Channel", "EventID", "Image", "ServiceName", "key"], terms.Select(t => t.Field).Order(StringComparer.Ordinal));
        Assert.Equal(service, Literal(terms, "ServiceName"));
        Assert.Equal(key, Literal(terms, "key"));
        Assert.EndsWith(Literal(terms, "Image"), image, StringComparison.Ordinal);
        Assert.Equal(Windows, rule.LogSource);
        Assert.Equal(1, proposal.OwnMatches);
        Assert.Equal((Variants(fields, other).Count(v => IsSame(v, fields)), 3), (proposal.OtherMatches, proposal.OtherEvents));
    }, iter: 1_000, threads: 1);

    [Fact]
    public void A_hostile_name_of_a_field_never_stands_in_a_rule()
    {
        var record = Event([new("EventID", "1"), new("Channel", "System"), new("Image|re", ".*"), new("x: y\ncondition: z", "v"), new("selection", "v")]);
        var incident = Of(record, new MatchedField("Image|re", ".*"), new MatchedField("x: y\ncondition: z", "v"));
        var rule = Assert.Single(RuleReader.Load([new RuleFile("r", Encoding.UTF8.GetBytes(Writer(out _).Propose(incident, [])!.Yaml))], RuleOptions.Default).Rules);
        Assert.DoesNotContain(Assert.IsType<AllOf>(rule.Condition).Terms.Cast<FieldTest>(), t => t.Field.Contains('|', StringComparison.Ordinal) || t.Field.Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public void Software_is_denied_the_writing_of_rules_and_the_ledger_says_so()
    {
        var proposal = Writer(out var ledger, new Agrees()).Propose(Of(Event([new("EventID", "7045"), new("Channel", "System"), new("ServiceName", "updater")])), []);
        Assert.Equal(GateOutcome.Denied, proposal!.Decision.Outcome);
        Assert.Contains("ratchet", proposal.Decision.Reasons);
        Assert.Null(proposal.Decision.Capability);
        Assert.NotEmpty(ledger.Entries);
    }

    [Fact]
    public void A_real_incident_gives_a_rule_that_finds_it_again_in_words_of_our_own()
    {
        const string planted = "planted-text-of-an-attacker";
        foreach (var carrier in LogInjectCorpus.Default.Carriers)
        {
            if (new CaseFactory().Make(carrier, new Payload(AttackGoal.Close, planted, PayloadEncoding.Plain, "m"), CaseNames.Of(7)) is not { } made) continue;
            var proposal = Writer(out _).Propose(made.Incident, []);
            Assert.NotNull(proposal);
            Assert.True(proposal.OwnMatches > 0);
            var rule = Assert.Single(RuleReader.Load([new RuleFile("r", Encoding.UTF8.GetBytes(proposal.Yaml))], RuleOptions.Default).Rules);
            Assert.DoesNotContain(planted, rule.Info.Title + rule.Info.Description + string.Concat(rule.Info.Tags), StringComparison.OrdinalIgnoreCase);
            Assert.True(rule.Info is { Status: "experimental", Level: <= Level.Medium });
            Assert.Equal(proposal.Yaml, Writer(out _).Propose(made.Incident, [])!.Yaml);
        }
    }

    [Fact]
    public void An_incident_without_fields_gives_no_rule() => Assert.Null(Writer(out _).Propose(Of(Event([])), []));

    static RuleWriter Writer(out ListLedger ledger, IPolicyEngine? policies = null)
    {
        var time = TimeProvider.System;
        var settings = new GateSettings(ProtectedSet.Shares, new BlastBudget(new BlastLimits(), time), new AutonomyLadder(), new Dictionary<string, int>());
        return new RuleWriter(FieldTrust.Default, new Gate(policies, settings, new ApprovalDesk(time, ApproverRing.Nobody, ledger = new ListLedger()), ledger, time));
    }

    static EventRecord Event(IReadOnlyList<KeyValuePair<string, string?>> fields) => new(EvidenceSource.None, 1, 1, DateTimeOffset.UnixEpoch.AddYears(50), Windows, fields, ReadOnlyMemory<byte>.Empty);

    static Incident Of(EventRecord record, params MatchedField[] matched)
    {
        var info = new RuleInfo("r", "a rule", null, Level.High, null, null, null, ["attack.t1543.003"], [], "r.yml");
        return Assert.Single(IncidentBuilder.Build([new Finding(FindingId.Of("r", record), info, record, matched)]));
    }

    static IReadOnlyList<EventRecord> Variants(KeyValuePair<string, string?>[] fields, string other) =>
        [.. new[] { "ServiceName", "key", "Image" }.Select(name => Event([.. fields.Select(f => f.Key != name ? f : new(name, name == "Image" ? "C:\\x\\" + other : other))]))];

    // By the words of the specification, apart from any matcher: equal without regard to the case of ASCII letters.
    static bool IsSame(EventRecord record, KeyValuePair<string, string?>[] fields) => fields.All(f => f.Key == "Image"
        ? FileName(f.Value!) is var (name, isEnding) && (isEnding ? Folded(record[f.Key]!).EndsWith(Folded(name), StringComparison.Ordinal) : Folded(record[f.Key]!) == Folded(name))
        : Folded(record[f.Key]!) == Folded(f.Value!));

    static (string Name, bool IsEnding) FileName(string path) => path.LastIndexOfAny(['\\', '/']) is >= 0 and var slash && slash < path.Length - 1 ? (path[slash..], true) : (path, false);

    static string Folded(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    static string Literal(FieldTest[] terms, string field) => string.Concat(Assert.IsType<TextTest>(terms.Single(t => t.Field == field).Test).Pattern.Pieces.OfType<Literal>().Select(l => l.Text));

    static bool Survives(string text) => !text.EnumerateRunes().Contains(Rune.ReplacementChar);

    // Policies that allow everything: the ratchet holds beside them.
    sealed class Agrees : IPolicyEngine
    {
        public string Digest => "";

        public PolicyAnswer Ask(GateContext context) => new(IsAllowed: true, ["all"]);
    }
}
