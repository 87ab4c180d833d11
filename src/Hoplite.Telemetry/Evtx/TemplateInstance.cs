using System.Buffers.Binary;

namespace Hoplite.Telemetry.Evtx;

/// <summary>The head of a template instance: where its template lies and where its values begin.</summary>
readonly struct TemplateInstance
{
    const int DefinitionHead = 24;

    /// <summary>Where the template's body lies; empty when there is no such template.</summary>
    public int BodyStart { get; private init; }

    public int BodyEnd { get; private init; }

    /// <summary>Whether the template is there.</summary>
    public bool HasTemplate => BodyEnd > BodyStart;

    /// <summary>The number of values.</summary>
    public int Count { get; private init; }

    /// <summary>Where their descriptors begin; the values follow these.</summary>
    public int Descriptors { get; private init; }

    /// <summary>Reads the head; the cursor stands at the token and ends at the descriptors.</summary>
    public static TemplateInstance Read(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk)
    {
        cursor.Skip(2);
        var id = cursor.UInt32();
        var definition = cursor.UInt32();
        if (cursor.Failed) return default;

        int start = 0, end = 0;
        if (definition + (long)DefinitionHead <= chunk.Length)
        {
            var head = chunk.Slice((int)definition, DefinitionHead);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
            var here = definition == cursor.Position;
            var bodyEnd = definition + DefinitionHead + (long)size;

            // The id repeats the start of the GUID; memory that was written over fails this.
            if (bodyEnd <= chunk.Length && definition >= 128 && (here || BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) == id))
            {
                start = (int)definition + DefinitionHead;
                end = (int)bodyEnd;
            }

            if (here) cursor.Skip(DefinitionHead + (long)size);
        }

        var count = cursor.UInt32();
        if (cursor.Failed || count > (cursor.End - cursor.Position) / 4)
        {
            cursor.Fail();
            return default;
        }

        return new() { BodyStart = start, BodyEnd = end, Count = (int)count, Descriptors = cursor.Position };
    }

    /// <summary>Moves the cursor behind the instance.</summary>
    public static void Skip(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk)
    {
        var instance = Read(ref cursor, chunk);
        if (cursor.Failed) return;
        long size = instance.Count * 4L;
        for (var i = 0; i < instance.Count; i++) size += BinaryPrimitives.ReadUInt16LittleEndian(chunk[(instance.Descriptors + i * 4)..]);
        cursor.Skip(size);
    }
}
