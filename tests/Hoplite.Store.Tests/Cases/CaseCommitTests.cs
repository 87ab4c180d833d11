using Hoplite.Detection.Sigma;
using Hoplite.Store.Cases;
using Hoplite.Store.Pipeline;
using Hoplite.Store.Tests.Events;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Store.Tests.Cases;

public sealed class CaseCommitTests : IDisposable
{
    static readonly Guid Id = Guid.CreateVersion7(Evidence.Noon);

    readonly Scratch _folder = new();
    readonly FakeTimeProvider _clock = new(Evidence.Noon);
    CaseDatabase _database;

    public CaseCommitTests() => _database = Open();

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_new_incident_was_nothing_before_and_one_that_grows_says_how_serious_it_was()
    {
        Assert.Equal([new CaseChange(Id, null, false)], Write(1, Level.Medium));
        Assert.Equal([new CaseChange(Id, Level.Medium, false)], Write(2, Level.High));
        Assert.Empty(Write(2, Level.High));
    }

    [Fact]
    public void How_serious_it_was_is_known_after_a_restart_too()
    {
        Write(1, Level.High);
        _database.Dispose();
        _database = Open();
        Assert.Equal([new CaseChange(Id, Level.High, false)], Write(2, Level.High));
    }

    [Fact]
    public void A_closed_incident_that_grows_is_opened_again_and_says_so_once()
    {
        Write(1, Level.High);
        Close();
        Assert.Equal([new CaseChange(Id, Level.High, true)], Write(2, Level.High));
        Assert.Equal("new", new IncidentBook(_database).Find(Id)!.State);
        Assert.Equal([new CaseChange(Id, Level.High, false)], Write(3, Level.High));
    }

    [Fact]
    public void A_closed_incident_with_nothing_new_stays_closed()
    {
        Write(2, Level.High);
        Close();
        Assert.Equal([new CaseChange(Id, Level.High, false)], Write(2, Level.Critical));
        Assert.Equal("closed", new IncidentBook(_database).Find(Id)!.State);
    }

    CaseDatabase Open() => CaseDatabase.Open(Path.Combine(_folder.Path, "cases.db"));

    void Close() => Assert.Equal(1, new IncidentWork(_database, new UndoBook(_database, _clock), _clock).Do([Id], "close", "benign", null, "ada").Changed);

    IReadOnlyList<CaseChange> Write(int findings, Level severity)
    {
        var incident = CaseEvidence.Incident(Id, severity, findings);
        return new CaseCommit(_database, _clock).Write(new DetectionCommit(0, [.. incident.Findings.Select(f => (f, (Guid?)null))], [incident], []));
    }
}
