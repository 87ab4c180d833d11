using Hoplite.Detection.Sigma;
using Hoplite.Store.Cases;
using Hoplite.Store.Pipeline;
using Hoplite.Store.Tests.Events;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Store.Tests.Cases;

public sealed class CaseAgeingTests : IDisposable
{
    static readonly Guid Old = Guid.CreateVersion7(Evidence.Noon), Newest = Guid.CreateVersion7(Evidence.Noon.AddDays(1));

    readonly Scratch _folder = new();
    readonly FakeTimeProvider _clock = new(Evidence.Noon);
    readonly CaseDatabase _database;
    readonly IncidentBook _book;
    readonly IncidentWork _work;

    public CaseAgeingTests()
    {
        _database = CaseDatabase.Open(Path.Combine(_folder.Path, "cases.db"));
        _book = new IncidentBook(_database);
        _work = new IncidentWork(_database, new UndoBook(_database, _clock), _clock);
        Write(Old, 3);
        _work.Note(Old, "looked at it", "ada");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_incident_that_was_closed_long_ago_goes_with_its_findings_notes_and_history()
    {
        Close(Old);
        Write(Newest, 1);
        Assert.Equal(1, Forget(Evidence.Noon.AddSeconds(1)));
        Assert.Null(_book.Find(Old));
        Assert.Empty(_book.Notes(Old));
        Assert.Empty(_book.History(Old));
        Assert.Equal([Newest.ToString()], _database.Read(s => s.Query("SELECT DISTINCT incident FROM findings", r => r.GetString(0))));
        Assert.NotEmpty(_book.History(Newest));
    }

    [Fact]
    public void An_incident_that_is_open_stays_however_old_it_is()
    {
        Write(Newest, 1);
        Assert.Equal(0, Forget(Evidence.Noon.AddYears(10)));
        Assert.NotEmpty(_book.Notes(Old));
    }

    [Fact]
    public void Its_time_runs_from_when_it_was_last_worked_on()
    {
        Write(Newest, 1);
        _clock.Advance(TimeSpan.FromDays(5));
        Close(Old);
        Assert.Equal(0, Forget(Evidence.Noon.AddDays(5)));
        Assert.Equal(1, Forget(Evidence.Noon.AddDays(6)));
    }

    [Fact]
    public void What_became_part_of_it_goes_with_it()
    {
        var part = Guid.CreateVersion7(Evidence.Noon.AddMinutes(1));
        Write(part, 2);
        new CaseCommit(_database, _clock).Write(new DetectionCommit(0, [], [], [(part, Old)]));
        Close(Old);
        Write(Newest, 1);
        Assert.Equal(2, Forget(Evidence.Noon.AddDays(1)));
        Assert.Equal(1, Convert.ToInt32(_database.Read(s => s.Scalar("SELECT count(*) FROM incidents")), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1, Convert.ToInt32(_database.Read(s => s.Scalar("SELECT count(*) FROM findings")), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void No_number_is_given_twice()
    {
        Close(Old);
        Forget(Evidence.Noon.AddDays(1));
        Write(Newest, 1);
        Assert.Equal(2, _book.Find(Newest)!.Number);
    }

    [Fact]
    public void More_than_one_turn_takes_is_deleted_all_the_same()
    {
        Guid[] many = [.. Enumerable.Range(1, 450).Select(i => Guid.CreateVersion7(Evidence.Noon.AddSeconds(i)))];
        new CaseCommit(_database, _clock).Write(new DetectionCommit(0, [], [.. many.Select(id => CaseEvidence.Incident(id, Level.Low, 0))], []));
        Assert.Equal(450, _work.Do(many, "close", "benign", null, "ada").Changed);
        Write(Newest, 1);
        Assert.Equal(450, Forget(Evidence.Noon.AddDays(1)));
    }

    int Forget(DateTimeOffset before) => new CaseAgeing(_database).Forget(before, TestContext.Current.CancellationToken);

    void Close(Guid id) => Assert.Equal(1, _work.Do([id], "close", "benign", null, "ada").Changed);

    void Write(Guid id, int findings)
    {
        var incident = CaseEvidence.Incident(id, Level.High, findings);
        new CaseCommit(_database, _clock).Write(new DetectionCommit(0, [.. incident.Findings.Select(f => (f, (Guid?)null))], [incident], []));
    }
}
