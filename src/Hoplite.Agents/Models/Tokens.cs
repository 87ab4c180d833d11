using System.Text;
using Microsoft.Extensions.AI;

namespace Hoplite.Agents.Models;

/// <summary>Counts tokens without believing anybody: by bytes, rather too many than too few.</summary>
static class Tokens
{
    // English has about four bytes a token, logs about three; a token of our vocabularies is never longer than this many bytes on average.
    const int BytesEach = 3;
    const int LongestAverage = 16;
    const int EachMessage = 8;

    // What a provider puts around a question: its own instructions, the format of the answer.
    const long Around = 2_000;

    /// <summary>About how many tokens messages have.</summary>
    public static long In(IEnumerable<ChatMessage> messages) => messages.Sum(m => Bytes(m.Text) / BytesEach + EachMessage);

    /// <summary>About how many tokens a text has.</summary>
    public static long In(string text) => Bytes(text) / BytesEach + 1;

    /// <summary>What a call cost: what the provider says when that can be true, or else our own count.</summary>
    /// <param name="said">What it says.</param>
    /// <param name="sent">What it was sent.</param>
    /// <param name="got">What it answered.</param>
    /// <param name="mostOutput">How long the answer might be.</param>
    public static (long Input, long Output, bool? IsHonest) Cost(UsageDetails? said, IReadOnlyList<ChatMessage> sent, string got, int mostOutput)
    {
        // Nobody is paid for more than was asked for; otherwise one endless answer would use up what the next provider needs.
        var (input, output) = (In(sent), Math.Min(In(got), mostOutput));
        if (said is not { InputTokenCount: { } saidInput, OutputTokenCount: { } saidOutput }) return (input, output, null);
        var sentBytes = sent.Sum(m => Bytes(m.Text));
        var isHonest = saidInput >= sentBytes / LongestAverage && saidInput <= sentBytes * 2 + Around && saidOutput >= Bytes(got) / LongestAverage && saidOutput <= mostOutput + Around;
        return isHonest ? (saidInput, saidOutput, true) : (input, output, false);
    }

    static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
