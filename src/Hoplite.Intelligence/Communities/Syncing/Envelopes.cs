using System.Buffers;

namespace Hoplite.Intelligence.Communities;

/// <summary>TAXII envelopes (TAXII 2.1 §3.7) around objects that are kept byte by byte.</summary>
static class Envelopes
{
    public static ReadOnlyMemory<byte> Of(IReadOnlyList<ReadOnlyMemory<byte>> objects)
    {
        var whole = new ArrayBufferWriter<byte>(objects.Sum(o => o.Length + 1) + 16);
        whole.Write("{\"objects\":["u8);
        for (var i = 0; i < objects.Count; i++)
        {
            if (i > 0) whole.Write(","u8);
            whole.Write(objects[i].Span);
        }

        whole.Write("]}"u8);
        return whole.WrittenMemory;
    }
}
