using System.Text;
using CsCheck;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Feeds;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Tests.Communities;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Tests.Feeds;

public sealed class FeedShelfTests
{
    const string Source = "feed:x";

    [Fact]
    public void Whatever_a_list_names_from_time_to_time_exactly_that_is_said_after_each_reading() =>
        Gen.Int[0, 12].Array[0, 12].Array[1, 6].Sample(readings =>
        {
            using var room = new Room();
            var shelf = Shelf(room);
            foreach (var reading in readings)
            {
                room.Time.Advance(TimeSpan.FromMinutes(5));
                var names = reading.Distinct().Select(n => $"bad{n}.attacker-site.net").ToArray();
                shelf.Replace("", Objects(room, names), room.Time.GetUtcNow(), always: false, CancellationToken.None);
                var said = room.Trust.Spoken().Where(n => room.Trust.About(n).Any(c => c.IsBad)).Select(n => n.Value).Order(StringComparer.Ordinal);
                Assert.Equal(names.Order(StringComparer.Ordinal), said);
            }
        }, iter: 100);

    [Fact]
    public void What_ended_and_is_named_again_at_the_same_moment_is_back()
    {
        using var room = new Room();
        var shelf = Shelf(room);
        var objects = Objects(room, "bad.attacker-site.net");
        Assert.Equal(1, shelf.Replace("a", objects, room.Time.GetUtcNow(), always: true, CancellationToken.None).New);
        Assert.Equal(1, shelf.Replace("a", [], room.Time.GetUtcNow(), always: true, CancellationToken.None).Ended);
        Assert.Equal(1, shelf.Replace("a", objects, room.Time.GetUtcNow(), always: true, CancellationToken.None).New);
        Assert.Single(room.Trust.About(Named.Of(NamedKind.Domain, "bad.attacker-site.net")));
        Assert.Equal(0, shelf.Replace("a", objects, room.Time.GetUtcNow(), always: true, CancellationToken.None).New);
    }

    [Fact]
    public void No_manifest_makes_the_reader_throw_anything_but_that_it_is_none() =>
        Gen.Select(Gen.Int[0, 400].Array[0, 6], Gen.String[Gen.Char["\"{}[],:0a\u0000\ud800"], 0, 3]).Sample((places, put) =>
        {
            var text = new StringBuilder("""{"5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f":{"timestamp":"1767225600","info":"A"},"6A0C1A2E-4c1b-4b6e-9f7e-0a1b2c3d4e5f":{"timestamp":1}}""");
            foreach (var place in places) text.Insert(place % text.Length, put);
            try
            {
                Assert.All(MispManifest.Read(Encoding.UTF8.GetBytes(text.ToString()), FormatLimits.Default, out _), e => Assert.Equal(e.Uuid, Guid.Parse(e.Uuid).ToString("D")));
            }
            catch (FeedException wrong)
            {
                Assert.NotEqual("", wrong.Message);
            }
        }, iter: 2_000);

    [Fact]
    public void A_manifest_names_events_by_UUID_and_what_else_it_holds_is_counted()
    {
        var listed = MispManifest.Read("""{"5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f":{"timestamp":"5"},"../../etc/passwd":{"timestamp":"9"},"6A0C1A2E-4c1b-4b6e-9f7e-0a1b2c3d4e5f":{"timestamp":7}}"""u8.ToArray(), FormatLimits.Default, out var refused);
        Assert.Equal(1, refused);
        Assert.Equal(["6a0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f", "5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f"], listed.Select(l => l.Uuid));
        Assert.Throws<FeedException>(() => MispManifest.Read("[]"u8.ToArray(), FormatLimits.Default, out _));
        Assert.Throws<FeedException>(() => MispManifest.Read("<html>"u8.ToArray(), FormatLimits.Default, out _));
    }

    static FeedShelf Shelf(Room room) => new("x", Source, room.File, objects => new ObjectImport(room.File, room.Ladder, new ClaimReader(PatternNames.Of), room.Time).Take(objects, Source), room.Time);

    static IReadOnlyList<ReadOnlyMemory<byte>> Objects(Room room, params string[] names) =>
        IntelligenceReader.Read(Encoding.UTF8.GetBytes(names.Length == 0 ? "# none\n" : string.Join('\n', names)), room.Time.GetUtcNow(), new ListOptions { Source = Source }).Objects;
}
