using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Store.Cases;
using Hoplite.Store.Tests.Events;
using Hoplite.Telemetry;

namespace Hoplite.Store.Tests.Cases;

public sealed class CaseDatabaseTests
{
    [Fact]
    public void A_failed_write_leaves_nothing_behind_and_a_backup_holds_the_rest()
    {
        using var folder = new Scratch();
        using var database = CaseDatabase.Open(Path.Combine(folder.Path, "cases.db"));
        database.Write(s => s.Execute("INSERT INTO settings VALUES (@0, @1)", "kept", "1"));
        Assert.Throws<InvalidOperationException>(() => database.Write(s =>
        {
            s.Execute("INSERT INTO settings VALUES (@0, @1)", "lost", "2");
            throw new InvalidOperationException("in the middle");
        }));
        database.BackUp(Path.Combine(folder.Path, "backup.db"));
        using var copy = CaseDatabase.Open(Path.Combine(folder.Path, "backup.db"));
        Assert.Equal(["kept"], copy.Read(s => s.Query("SELECT name FROM settings", r => r.GetString(0))));
    }

    [Fact]
    public void A_finding_comes_back_as_it_was_kept()
    {
        var rule = new RuleInfo("r", "Title", null, Level.High, "stable", "A", "D", ["attack.t1059"], ["admin"], "p");
        var record = new EventRecord(new EvidenceSource("s@5", Evidence.Noon), 7, -1, Evidence.Noon, new LogSource("windows"), [new("a", "1"), new("a", null)], new byte[] { 1, 255 });
        var finding = new Finding(Guid.CreateVersion7(Evidence.Noon), rule, record, [new MatchedField("a", "1")], new CorrelationEvidence(Evidence.Noon, null, [], 3, [record]));
        var back = FindingJson.Read(FindingJson.Write(finding));
        Assert.Equal(finding.Id, back.Id);
        Assert.Equal(rule.Tags, back.Rule.Tags);
        Assert.Equal(record.Fields, back.Event.Fields);
        Assert.Equal(record.Raw.ToArray(), back.Event.Raw.ToArray());
        Assert.Equal(record.LogSource, back.Correlation!.Events[0].LogSource);
        Assert.Null(back.Correlation.Last);
    }

    [Theory]
    [InlineData("equals", "10.1.2.3", true)]
    [InlineData("starts_with", "10.2", false)]
    [InlineData("cidr", "10.1.0.0/16", true)]
    [InlineData("cidr", "not a network", false)]
    public void A_suppression_covers_what_its_conditions_say(string op, string value, bool covers)
    {
        var rule = new RuleInfo("r", "Title", null, Level.High, null, null, null, [], [], "");
        var record = new EventRecord(EvidenceSource.None, 0, -1, null, LogSource.Unknown, [new("ip", "10.1.2.3")], default);
        var suppression = new Suppression(Guid.Empty, "r", [new SuppressionCondition("ip", op, value)], "suppress", "o", "why", Evidence.Noon);
        Assert.Equal(covers, suppression.Covers(new Finding(Guid.Empty, rule, record, [])));
    }
}
