using CsCheck;
using Hoplite.Agents.Working;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Agents.Tests.Working;

public sealed class CaseQueueTests
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task An_incident_waits_once_and_in_its_latest_state()
    {
        var (queue, id) = (Queue(), Guid.NewGuid());
        var (first, latest) = (Incident(id), Incident(id));
        queue.Put(id, Level.Low, first);
        queue.Put(id, Level.Low, latest);
        queue.Put(id, Level.Low, null);
        Assert.Equal(1, queue.Count);
        Assert.Same(latest, (await TakeAsync(queue)).Latest);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task The_most_serious_comes_first_and_then_who_came_first() => await Gen.Enum<Level>().Array[1, 40].SampleAsync(async levels =>
    {
        var queue = Queue(most: 100);
        var put = levels.Select(l => (Id: Guid.NewGuid(), Level: l)).ToArray();
        foreach (var (id, level) in put) queue.Put(id, level, null);
        foreach (var (id, _) in put.OrderByDescending(p => p.Level)) Assert.Equal(id, (await TakeAsync(queue)).Id);
    }, iter: 100);

    [Fact]
    public async Task What_a_person_asks_for_comes_before_everything()
    {
        var (queue, asked) = (Queue(most: 1), Guid.NewGuid());
        queue.Put(Guid.NewGuid(), Level.Critical, null);
        queue.Put(asked, Level.Low, null, atOnce: true);
        Assert.Equal(asked, (await TakeAsync(queue)).Id);
    }

    [Fact]
    public void What_does_not_fit_is_said_once_and_not_kept()
    {
        var queue = Queue(most: 2);
        for (var i = 0; i < 5; i++) queue.Put(Guid.NewGuid(), Level.High, null);
        Assert.Equal(2, queue.Count);
        Assert.True(queue.TakeOverflow());
        Assert.False(queue.TakeOverflow());
    }

    [Fact]
    public async Task One_that_grows_waits_a_little_unless_it_becomes_more_serious()
    {
        var (queue, id) = (Queue(), Guid.NewGuid());
        queue.Put(id, Level.Medium, null);
        await TakeAsync(queue);
        queue.Put(id, Level.Medium, null);
        var waiting = TakeAsync(queue);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(id, (await waiting).Id);
        queue.Put(id, Level.High, null);
        Assert.Equal(id, (await TakeAsync(queue)).Id);
    }

    [Fact]
    public async Task One_that_grows_all_the_time_is_looked_into_ever_more_seldom_up_to_the_longest_pause()
    {
        var (queue, id) = (Queue(), Guid.NewGuid());
        queue.Put(id, Level.Medium, null);
        await TakeAsync(queue);
        foreach (var pause in new[] { 0.25, 0.5, 1, 2, 4, 8, 16, 30, 30 }.Select(TimeSpan.FromSeconds)) await ComesAfterAsync(pause);

        // After a long silence it is as new.
        _time.Advance(3 * Pause);
        queue.Put(id, Level.Medium, null);
        await TakeAsync(queue);
        await ComesAfterAsync(TimeSpan.FromSeconds(0.25));

        async Task ComesAfterAsync(TimeSpan pause)
        {
            queue.Put(id, Level.Medium, null);
            var next = TakeAsync(queue);
            _time.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.False(next.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await next;
        }
    }

    CaseQueue Queue(int most = 10) => new(most, Pause, _time);

    static Task<(Guid Id, Incident? Latest)> TakeAsync(CaseQueue queue) => queue.TakeAsync(TestContext.Current.CancellationToken).AsTask();

    static Incident Incident(Guid id) => new(id, "", Level.Low, 0, null, null, [], [], [], [], [], new TriageNote("", [], [], [], []));
}
