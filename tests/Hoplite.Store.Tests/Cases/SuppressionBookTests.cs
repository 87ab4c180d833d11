using Hoplite.Store.Cases;
using Hoplite.Store.Pipeline;
using Hoplite.Store.Tests.Events;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Store.Tests.Cases;

public sealed class SuppressionBookTests : IDisposable
{
    readonly Scratch _folder = new();
    readonly FakeTimeProvider _clock = new(Evidence.Noon);
    readonly CaseDatabase _database;
    readonly SuppressionBook _book;

    public SuppressionBookTests()
    {
        _database = CaseDatabase.Open(Path.Combine(_folder.Path, "cases.db"));
        _book = new SuppressionBook(_database, new UndoBook(_database, _clock), _clock);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ip", "resembles", "10.1.2.3", "'resembles' is no operator; use one of equals, contains, starts_with, cidr")]
    [InlineData("ip", "cidr", "not a network", "cidr wants a network such as 10.1.0.0/16")]
    [InlineData("", "equals", "10.1.2.3", "a condition needs a field and a value; at most ten conditions")]
    public void What_could_not_be_made_is_not_previewed_either(string field, string op, string value, string why)
    {
        SuppressionCondition[] conditions = [new(field, op, value)];
        Assert.Equal(why, Assert.Throws<ArgumentException>(() => _book.Preview("r", conditions)).Message);
        Assert.Equal(why, Assert.Throws<ArgumentException>(() => _book.Make("r", conditions, "suppress", "known", Evidence.Noon.AddDays(1), "ada")).Message);
    }

    [Fact]
    public void A_suppression_of_everything_is_neither_previewed_nor_made()
    {
        Assert.Throws<ArgumentException>(() => _book.Preview(null, []));
        Assert.Throws<ArgumentException>(() => _book.Make(null, [], "suppress", "known", Evidence.Noon.AddDays(1), "ada"));
    }

    [Fact]
    public void A_preview_says_what_would_be_hidden_and_needs_no_reason_yet()
    {
        var findings = new[] { CaseEvidence.Finding(Guid.CreateVersion7(Evidence.Noon)), CaseEvidence.Finding(Guid.CreateVersion7(Evidence.Noon), "10.2.0.1") };
        new CaseCommit(_database, _clock).Write(new DetectionCommit(0, [.. findings.Select(f => (f, (Guid?)null))], [], []));
        var effect = _book.Preview("r", [new SuppressionCondition("ip", "cidr", "10.1.0.0/16")]);
        Assert.Equal((2, findings[0].Id), (effect.Looked, Assert.Single(effect.Hidden).Id));
    }
}
