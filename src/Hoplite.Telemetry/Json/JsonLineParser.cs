using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hoplite.Telemetry.Text;
using Hoplite.Telemetry.Text.Syslog;

namespace Hoplite.Telemetry.Json;

/// <summary>
/// The second pass over JSON lines: walks from mark to mark and adds one field for each scalar, named by the path to it.
/// Members of an array all get the name of the array. Nothing is copied and no escape is resolved here.
/// </summary>
sealed class JsonLineParser
{
    /// <summary>How deep objects and arrays may nest.</summary>
    public const int MaxDepth = 64;

    static readonly SearchValues<byte> NumberBytes = SearchValues.Create("+-.0123456789Ee"u8);

    readonly int[] _names = new int[MaxDepth + 1];
    readonly bool[] _isArray = new bool[MaxDepth + 1];
    readonly int[] _next = new int[FieldTable.Capacity];
    readonly EventTraits _traits = new();

    /// <summary>What the fields of the line just parsed say about it: its log source and time.</summary>
    public EventTraits Traits => _traits;

    /// <summary>Takes apart lines of text within events.</summary>
    public PackedLine Packed { get; } = new();

    /// <summary>The programs whose messages are known.</summary>
    public ProgramTable Programs { get; } = new();

    /// <summary>Parses one line whose fields go to the pending event of the batch.</summary>
    /// <param name="batch">The batch whose arena holds the text.</param>
    /// <param name="text">The indexed text.</param>
    /// <param name="origin">Offset of the text in the arena.</param>
    /// <param name="structure">Its marks.</param>
    /// <param name="mark">The first mark of the line; on return the mark of its line feed, or the number of marks.</param>
    /// <param name="start">Offset of the line in the text.</param>
    /// <returns>Null, or what is wrong with the line.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Parse(EventBatch batch, ReadOnlySpan<byte> text, int origin, JsonStructure structure, ref int mark, int start)
    {
        _traits.Clear();
        ref var bytes = ref MemoryMarshal.GetReference(text);
        ref var marks = ref MemoryMarshal.GetReference(structure.Marks);
        var count = structure.Count;
        var at = mark;
        if (at >= count || Unsafe.Add(ref bytes, (int)Unsafe.Add(ref marks, at)) != '{' || !IsBlank(text[start..(int)Unsafe.Add(ref marks, at)]))
            return Fail("not a JSON object", text, structure, ref mark);

        var depth = 0;
        var parent = FieldTable.Root;
        var inArray = false;
        var previous = FieldTable.Root;
        var position = (int)Unsafe.Add(ref marks, at++) + 1;
        var afterComma = false;
        while (true)
        {
            if (at >= count) return Fail("object is not closed", text, structure, ref mark);
            var here = (int)Unsafe.Add(ref marks, at);
            var c = Unsafe.Add(ref bytes, here);
            int name;
            if (!inArray)
            {
                if (c != '"')
                {
                    if (c != '}' || afterComma || !IsBlank(text[position..here])) return Fail("object key expected", text, structure, ref mark);
                    goto close;
                }

                if (at + 1 >= count || Unsafe.Add(ref bytes, (int)Unsafe.Add(ref marks, at + 1)) != '"' || !IsBlank(text[position..here]))
                    return Fail("object key is not closed", text, structure, ref mark);
                var keyEnd = (int)Unsafe.Add(ref marks, at + 1);
                var key = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref bytes, here + 1), keyEnd - here - 1);

                // Events of one source repeat their keys in one order, so the key that followed last time is tried first.
                name = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_next), previous);
                if (name == 0 || !FieldTable.Is(name, parent, key))
                {
                    name = FieldTable.Intern(parent, key);
                    _next[previous] = name;
                }

                previous = name;
                position = keyEnd + 1;
                while (position < text.Length && Unsafe.Add(ref bytes, position) is (byte)' ' or (byte)'\t') position++;
                if (position >= text.Length || Unsafe.Add(ref bytes, position) != ':') return Fail("colon expected", text, structure, ref mark);
                position++;
                at += 2;
                if (at >= count) return Fail("object is not closed", text, structure, ref mark);
                here = (int)Unsafe.Add(ref marks, at);
                c = Unsafe.Add(ref bytes, here);
            }
            else
            {
                name = parent;
                if (c == ']' && !afterComma && IsBlank(text[position..here])) goto close;
            }

            switch (c)
            {
                case (byte)'"':
                    if (here != position && !IsBlank(text[position..here])) return Fail("value expected", text, structure, ref mark);
                    if (++at >= count) return Fail("string is not closed", text, structure, ref mark);
                    var end = (int)Unsafe.Add(ref marks, at);
                    if (Unsafe.Add(ref bytes, end) != '"') return Fail("string is not closed", text, structure, ref mark);
                    var kind = end > here + 1 && structure.HasBackslash(here + 1, end) ? FieldKind.JsonText : FieldKind.Text;
                    batch.Add(name, kind, origin + here + 1, end - here - 1);
                    _traits.See(name, text.Slice(here + 1, end - here - 1));
                    position = end + 1;
                    at++;
                    break;
                case (byte)'{':
                case (byte)'[':
                    if (!IsBlank(text[position..here])) return Fail("value expected", text, structure, ref mark);
                    if (depth == MaxDepth) return Fail($"nested deeper than {MaxDepth}", text, structure, ref mark);
                    _names[depth] = parent;
                    _isArray[depth++] = inArray;
                    parent = name;
                    inArray = c == '[';
                    position = here + 1;
                    at++;
                    afterComma = false;
                    continue;
                default:
                    if (!AddScalar(batch, name, text[position..here], origin + position)) return Fail("value is no string, number, true, false or null", text, structure, ref mark);
                    position = here;
                    break;
            }

            separator:
            if (at >= count) return Fail("object is not closed", text, structure, ref mark);
            here = (int)Unsafe.Add(ref marks, at);
            c = Unsafe.Add(ref bytes, here);
            if (here != position && !IsBlank(text[position..here])) return Fail("comma expected", text, structure, ref mark);
            if (c == ',')
            {
                position = here + 1;
                at++;
                afterComma = true;
                continue;
            }

            if (c != (inArray ? ']' : '}')) return Fail("comma expected", text, structure, ref mark);

            close:
            position = here + 1;
            at++;
            afterComma = false;
            if (depth == 0) break;
            inArray = _isArray[--depth];
            parent = _names[depth];
            goto separator;
        }

        // Behind the object only blanks may follow.
        var lineEnd = at < count ? (int)Unsafe.Add(ref marks, at) : text.Length;
        if (at < count && Unsafe.Add(ref bytes, lineEnd) != '\n' || !IsBlank(text[position..lineEnd]))
            return Fail("text behind the object", text, structure, ref mark);
        mark = at;
        return null;
    }

    bool AddScalar(EventBatch batch, int name, ReadOnlySpan<byte> text, int offset)
    {
        var lead = 0;
        while (lead < text.Length && text[lead] is (byte)' ' or (byte)'\t') lead++;
        var length = text.Length;
        while (length > lead && text[length - 1] is (byte)' ' or (byte)'\t' or (byte)'\r') length--;
        text = text[lead..length];
        if (text.IsEmpty) return false;
        if (text[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            if (text.ContainsAnyExcept(NumberBytes)) return false;
            batch.Add(name, FieldKind.Number, offset + lead, text.Length);
            _traits.See(name, text);
            return true;
        }

        FieldKind kind;
        if (text.SequenceEqual("true"u8)) kind = FieldKind.True;
        else if (text.SequenceEqual("false"u8)) kind = FieldKind.False;
        else if (text.SequenceEqual("null"u8)) kind = FieldKind.Null;
        else return false;
        batch.Add(name, kind, offset + lead, 0);
        return true;
    }

    static string Fail(string reason, ReadOnlySpan<byte> text, JsonStructure structure, ref int mark)
    {
        var marks = structure.Marks;
        while (mark < marks.Length && text[(int)marks[mark]] != '\n') mark++;
        return reason;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsBlank(ReadOnlySpan<byte> text) => text.IsEmpty || !text.ContainsAnyExcept(" \t\r"u8);
}
