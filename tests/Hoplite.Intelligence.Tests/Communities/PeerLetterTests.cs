using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Intelligence.Communities;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Intelligence.Tests.Communities;

public sealed class PeerLetterTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_letter_arrives_as_it_was_written_and_only_where_it_was_sent()
    {
        using var from = PeerKey.Create();
        using var to = PeerKey.Create();
        var letter = PeerLetter.Of(from.Id, to.Id, "question", new JsonObject { ["a"] = "b" }, Now);
        var read = PeerLetter.Read(letter.Write(from), to.Id, "question", Now.AddMinutes(1), out _)!;
        Assert.Equal((letter.From, letter.Nonce, "b"), (read.From, read.Nonce, (string?)read.Content["a"]));
        Assert.Null(PeerLetter.Read(letter.Write(from), from.Id, "question", Now, out var other));
        Assert.Equal("it is for another", other);
        Assert.Null(PeerLetter.Read(letter.Write(from), to.Id, "answer", Now, out _));
        Assert.Null(PeerLetter.Read(letter.Write(from), to.Id, "question", Now + PeerLetter.Lasts * 2, out _));
        Assert.Throws<ArgumentException>(() => letter.Write(to));
    }

    [Fact]
    public void Whatever_is_changed_in_a_letter_it_does_not_hold_and_nothing_is_thrown()
    {
        using var from = PeerKey.Create();
        using var to = PeerKey.Create();
        var text = PeerLetter.Of(from.Id, to.Id, "question", new JsonObject { ["kind"] = "Domain", ["value"] = "bad.example" }, Now).Write(from).ToJsonString();
        Gen.Int[0, text.Length - 1].Select(Gen.Char[' ', '~']).Sample((at, with) =>
        {
            if (text[at] == with) return;
            JsonObject? node;
            try
            {
                node = JsonNode.Parse(text[..at] + with + text[(at + 1)..]) as JsonObject;
            }
            catch (System.Text.Json.JsonException)
            {
                return;
            }

            // What is not a letter at all may be the same letter written in another way.
            if (node is not null && !JsonNode.DeepEquals(node, JsonNode.Parse(text))) Assert.Null(PeerLetter.Read(node, to.Id, "question", Now, out _));
        });
    }

    [Fact]
    public void No_letter_is_taken_twice_and_nobody_asks_without_end()
    {
        var time = new FakeTimeProvider(Now);
        var box = new LetterBox(2, TimeSpan.FromHours(1), time);
        Assert.True(box.TryTake("a", "1"));
        Assert.False(box.TryTake("a", "1"));
        Assert.True(box.TryTake("a", "2"));
        Assert.False(box.TryTake("a", "3"));
        Assert.True(box.TryTake("b", "1"));
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(box.TryTake("a", "3"));
    }
}
