using System.Text;
using CsCheck;
using Hoplite.Store.Spooling;
using Hoplite.Store.Tests.Events;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Store.Tests.Spooling;

public sealed class SpoolTests
{
    static readonly SpoolOptions Small = new() { SegmentSize = 4096, MinFree = 0 };

    static Delivery Of(string text, string source = "s") => new(source, "json", Encoding.UTF8.GetBytes(text));

    static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Payload.Span);

    static List<string> All(Spool spool)
    {
        using var reader = spool.ReadFrom(0);
        var all = new List<string>();
        while (reader.TryRead() is { } delivery) all.Add(Text(delivery));
        return all;
    }

    [Fact]
    public async Task What_was_acknowledged_is_read_back_in_order_over_many_segments()
    {
        using var folder = new Scratch();
        await using var spool = Spool.Open(folder.Path, Small);
        var sent = new List<string>();
        for (var i = 0; i < 500; i++)
        {
            sent.Add($"delivery {i} {new string('x', i % 90)}");
            await spool.AppendAsync(Of(sent[^1]), TestContext.Current.CancellationToken);
        }

        Assert.Equal(sent, All(spool));
        Assert.True(Directory.GetFiles(folder.Path).Length > 5);
    }

    [Fact]
    public async Task A_reader_that_follows_the_writer_misses_nothing_where_a_segment_ends()
    {
        using var folder = new Scratch();
        await using var spool = Spool.Open(folder.Path, Small);
        using var reader = spool.ReadFrom(0);
        for (var i = 0; i < 500; i++)
        {
            var text = $"delivery {i} {new string('x', i % 90)}";
            await spool.AppendAsync(Of(text), TestContext.Current.CancellationToken);
            Assert.Equal(text, Text(reader.TryRead()!));
        }

        Assert.Equal(0, reader.Damaged);
        Assert.True(Directory.GetFiles(folder.Path).Length > 5);
    }

    [Fact]
    public async Task A_reader_goes_on_where_an_earlier_one_stopped()
    {
        using var folder = new Scratch();
        long position;
        await using (var spool = Spool.Open(folder.Path, Small))
        {
            for (var i = 0; i < 300; i++) await spool.AppendAsync(Of($"{i}"), TestContext.Current.CancellationToken);
            using var reader = spool.ReadFrom(0);
            for (var i = 0; i < 120; i++) reader.TryRead();
            position = reader.Position;
        }

        await using var again = Spool.Open(folder.Path, Small);
        using var second = again.ReadFrom(position);
        Assert.Equal("120", Text(second.TryRead()!));
    }

    [Fact]
    public void However_the_last_segment_was_cut_off_whole_deliveries_survive_and_writing_goes_on() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 400], Gen.Byte).Sample((count, cut, flip) =>
        {
            using var folder = new Scratch();
            Run(async () =>
            {
                var ends = new List<long>();
                await using (var spool = Spool.Open(folder.Path, new SpoolOptions { MinFree = 0 }))
                    for (var i = 0; i < count; i++)
                    {
                        await spool.AppendAsync(Of($"delivery {i}"), CancellationToken.None);
                        ends.Add(spool.Durable);
                    }

                var file = Directory.GetFiles(folder.Path).Single();
                var bytes = await File.ReadAllBytesAsync(file);
                var left = Math.Max(0, bytes.Length - cut);
                if (left > 0) bytes[left - 1] ^= flip;
                await File.WriteAllBytesAsync(file, bytes[..left]);
                var whole = ends.Count(e => e < left || (e == left && flip == 0));
                await using var again = Spool.Open(folder.Path, new SpoolOptions { MinFree = 0 });
                Assert.Equal(Enumerable.Range(0, whole).Select(i => $"delivery {i}"), All(again));
                await again.AppendAsync(Of("after"), CancellationToken.None);
                Assert.Equal("after", All(again)[^1]);
            });
        }, iter: 200);

    [Fact]
    public async Task A_delivery_that_is_sent_again_is_stored_once_also_after_a_restart()
    {
        using var folder = new Scratch();
        var delivery = Of("twice") with { Key = Delivery.KeyOf("s", "twice"u8) };
        long first;
        await using (var spool = Spool.Open(folder.Path, Small))
        {
            first = await spool.AppendAsync(delivery, TestContext.Current.CancellationToken);
            Assert.Equal(first, await spool.AppendAsync(delivery, TestContext.Current.CancellationToken));
        }

        await using var again = Spool.Open(folder.Path, Small);
        Assert.Equal(first, await again.AppendAsync(delivery, TestContext.Current.CancellationToken));
        Assert.Equal(["twice"], All(again));
        Assert.Equal(1, again.Repeated);
    }

    [Fact]
    public async Task After_its_memory_has_passed_the_same_delivery_is_a_new_one()
    {
        using var folder = new Scratch();
        var time = new FakeTimeProvider(Evidence.Noon);
        await using var spool = Spool.Open(folder.Path, Small, time);
        var delivery = Of("twice") with { Key = 7 };
        await spool.AppendAsync(delivery, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(11));
        await spool.AppendAsync(Of("other") with { Key = 8 }, TestContext.Current.CancellationToken);
        await spool.AppendAsync(delivery, TestContext.Current.CancellationToken);
        Assert.Equal(["twice", "other", "twice"], All(spool));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_a_little_holds_still()
    {
        using var folder = new Scratch();
        var time = new FakeTimeProvider(Evidence.Noon);
        await using var spool = Spool.Open(folder.Path, Small, time);
        await spool.AppendAsync(Of("a"), TestContext.Current.CancellationToken);
        time.AdjustTime(Evidence.Noon.AddMinutes(-20));
        await spool.AppendAsync(Of("b"), TestContext.Current.CancellationToken);
        time.AdjustTime(Evidence.Noon.AddDays(-2));
        await spool.AppendAsync(Of("c"), TestContext.Current.CancellationToken);
        using var reader = spool.ReadFrom(0);
        Assert.Equal(Evidence.Noon, reader.TryRead()!.Received);
        Assert.Equal(Evidence.Noon, reader.TryRead()!.Received);
        Assert.Equal(Evidence.Noon.AddDays(-2), reader.TryRead()!.Received);
    }

    [Fact]
    public async Task Cursors_outlive_the_segments_they_were_written_in()
    {
        using var folder = new Scratch();
        await using (var spool = Spool.Open(folder.Path, Small))
        {
            await spool.AppendAsync(Of("line", "tail") with { Cursor = "inode 7 offset 5" }, TestContext.Current.CancellationToken);
            for (var i = 0; i < 300; i++) await spool.AppendAsync(Of(new string('y', 80)), TestContext.Current.CancellationToken);
            spool.Forget(spool.Durable);
            Assert.True(spool.First > 0);
        }

        await using var again = Spool.Open(folder.Path, Small);
        Assert.Equal("inode 7 offset 5", again.CursorOf("tail"));
        Assert.DoesNotContain("line", All(again));
    }

    [Fact]
    public async Task Without_room_nothing_is_accepted_and_nothing_is_lost()
    {
        using var folder = new Scratch();
        await using (var spool = Spool.Open(folder.Path, Small)) await spool.AppendAsync(Of("kept"), TestContext.Current.CancellationToken);
        await using (var full = Spool.Open(folder.Path, Small with { MinFree = long.MaxValue / 2 }))
        {
            var refused = await Assert.ThrowsAsync<SpoolFullException>(async () => await full.AppendAsync(Of("lost?"), TestContext.Current.CancellationToken));
            Assert.Contains("make room", refused.Message, StringComparison.Ordinal);
            Assert.Equal(["kept"], All(full));
        }

        await using var again = Spool.Open(folder.Path, Small);
        await again.AppendAsync(Of("later"), TestContext.Current.CancellationToken);
        Assert.Equal(["kept", "later"], All(again));
    }

    [Fact]
    public async Task Senders_wait_while_the_disk_is_busy_and_many_share_one_flush()
    {
        using var folder = new Scratch();
        await using var spool = Spool.Open(folder.Path, new SpoolOptions { MaxPending = 10_000, MinFree = 0 });
        var sent = Enumerable.Range(0, 400).Select(i => spool.AppendAsync(Of(new string('z', 900) + i), TestContext.Current.CancellationToken).AsTask()).ToArray();
        var positions = await Task.WhenAll(sent);
        Assert.Equal(400, positions.Distinct().Count());
        Assert.Equal(400, All(spool).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_is_too_large_is_refused_at_once()
    {
        using var folder = new Scratch();
        await using var spool = Spool.Open(folder.Path, Small);
        await Assert.ThrowsAsync<ArgumentException>(async () => await spool.AppendAsync(new Delivery(new string('s', 2000), "", default), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(async () => await spool.AppendAsync(new Delivery("s", "", new byte[Delivery.MaxPayload + 1]), TestContext.Current.CancellationToken));
    }

    static void Run(Func<Task> work) => Task.Run(work, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
}
