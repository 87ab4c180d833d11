using System.IO.Hashing;
using System.Text;

namespace Hoplite.Store.Spooling;

/// <summary>What one source delivered at once, as it came: a datagram, some lines, the body of a request.</summary>
/// <param name="Source">The id of the enrolled source; at most 1,024 bytes as UTF-8.</param>
/// <param name="Format">The format to read it as, for example <c>json</c>; empty to find out. At most 64 bytes.</param>
/// <param name="Payload">The bytes; at most <see cref="MaxPayload"/>.</param>
public sealed record Delivery(string Source, string Format, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The most bytes a delivery may have.</summary>
    public const int MaxPayload = 32 << 20;

    /// <summary>When it arrived, UTC; the spool sets it.</summary>
    public DateTimeOffset Received { get; init; }

    /// <summary>Where reading goes on after a restart, for sources that are read and do not send; empty for others. At most 1,024 bytes.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>What tells a repeated delivery from a new one; zero when a repetition is no mistake.</summary>
    public UInt128 Key { get; init; }

    /// <summary>Where it lies in the spool, bytes; the spool sets it.</summary>
    public long Position { get; init; }

    /// <summary>The key of a delivery that a sender repeats when it got no answer: its source and its bytes.</summary>
    public static UInt128 KeyOf(string source, ReadOnlySpan<byte> payload)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(source));
        hash.Append([0]);
        hash.Append(payload);
        return hash.GetCurrentHashAsUInt128();
    }
}
