using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Evtx;

/// <summary>Adds the fields of one record to a batch by running compiled templates over its values.</summary>
/// <remarks>Serves one chunk after the other; keeps its memory. One thread only.</remarks>
sealed class RecordDecoder
{
    const int MaxDepth = 16;

    // A chunk holds 64 KiB, so no honest one comes near these; a hostile one would otherwise multiply its values at will.
    const int MaxWork = 1 << 18;
    const int MaxText = 4 << 20;

    readonly TemplateCompiler _compiler = new();
    BinXmlValue[] _values = new BinXmlValue[256];
    int _valueCount, _work, _text, _arena;
    EventBatch _batch = null!;

    /// <summary>The FILETIME the event says it was created at; 0 when it does not say.</summary>
    public long Time { get; private set; }

    /// <summary>The number the event says it has; -1 when it does not say.</summary>
    public long RecordId { get; private set; }

    /// <summary>What could not be read in this record.</summary>
    public RecordFlaws Flaws { get; private set; }

    /// <summary>Begins a chunk whose bytes lie at this offset of the batch's arena.</summary>
    public void Begin(EventBatch batch, int arena)
    {
        _batch = batch;
        _arena = arena;
        _work = MaxWork;
        _text = MaxText;
        _compiler.Reset();
    }

    /// <summary>Lets go of the batch.</summary>
    public void Finish() => _batch = null!;

    /// <summary>Adds the fields of the binary XML between two offsets of the chunk.</summary>
    public void Decode(ReadOnlySpan<byte> chunk, int start, int end)
    {
        Time = 0;
        RecordId = -1;
        Flaws = RecordFlaws.None;
        _valueCount = 0;
        Fragment(chunk, start, end, Place.Event, 0);
    }

    void Fragment(ReadOnlySpan<byte> chunk, int start, int end, Place place, int depth)
    {
        if (depth > MaxDepth)
        {
            Flaws |= RecordFlaws.TooDeep;
            return;
        }

        var cursor = new BinXmlCursor(chunk, start, end);
        while (!cursor.AtEnd)
        {
            switch (cursor.Peek & 0xBF)
            {
                case 0x0F:
                    cursor.Skip(4);
                    break;
                case 0x0C:
                    Instance(chunk, ref cursor, place, depth);
                    break;
                case 0x01:
                    var program = _compiler.Compile(ref cursor, chunk, place);
                    if (program.Damaged) Flaws |= RecordFlaws.BadXml;
                    Run(chunk, program, 0, 0, depth);
                    _compiler.Drop(program);
                    return;
                case 0x00:
                    return;
                default:
                    cursor.Fail();
                    break;
            }
        }

        if (cursor.Failed) Flaws |= RecordFlaws.BadXml;
    }

    void Instance(ReadOnlySpan<byte> chunk, ref BinXmlCursor cursor, Place place, int depth)
    {
        var instance = TemplateInstance.Read(ref cursor, chunk);
        if (cursor.Failed) return;
        var first = _valueCount;
        ReadValues(chunk, in instance, ref cursor);
        var count = _valueCount - first;
        if (instance.HasTemplate)
        {
            var program = _compiler.Template(chunk, instance.BodyStart, instance.BodyEnd, place);
            if (program.Damaged) Flaws |= RecordFlaws.BadTemplate;
            Run(chunk, program, first, count, depth);
        }
        else
        {
            // The values are still evidence, though nothing says what they are called.
            Flaws |= RecordFlaws.NoTemplate;
            var system = place == Place.Event && SystemLayout.Fits(_values.AsSpan(first, count));
            for (var i = 0; i < count && Spend(); i++)
                Emit(chunk, system ? SystemLayout.Field(i) : FieldNames.Data, _values[first + i], true, place, depth);
        }

        _valueCount = first;
    }

    void ReadValues(ReadOnlySpan<byte> chunk, in TemplateInstance instance, ref BinXmlCursor cursor)
    {
        if (_values.Length < _valueCount + instance.Count) Array.Resize(ref _values, Math.Max(_values.Length * 2, _valueCount + instance.Count));
        cursor.Skip(instance.Count * 4L);
        _work -= instance.Count;
        for (var i = 0; i < instance.Count; i++)
        {
            var descriptor = chunk.Slice(instance.Descriptors + i * 4, 4);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(descriptor);
            var start = cursor.Position;
            cursor.Skip(length);
            if (cursor.Failed) return;
            _values[_valueCount++] = new(descriptor[2], start, length);
        }
    }

    void Run(ReadOnlySpan<byte> chunk, TemplateProgram program, int first, int count, int depth)
    {
        var named = FieldNames.Data;
        var end = program.First + program.Count;
        for (var i = program.First; i < end && Spend(); i++)
        {
            var step = _compiler[i];
            var field = step.Field == TemplateStep.NamedField ? named : step.Field;
            switch (step.Kind)
            {
                case StepKind.Substitution:
                    var value = step.A < count ? _values[first + step.A] : default;
                    Emit(chunk, field, value, step.Optional, step.Place, depth);
                    break;
                case StepKind.Constant:
                    Add(chunk, field, step.Store, step.A, step.B);
                    break;
                case StepKind.Join:
                    Join(chunk, field, i + 1, step.B, first, count);
                    i += step.B;
                    break;
                case StepKind.Name:
                    named = NameOf(chunk, step.A < count ? _values[first + step.A] : default);
                    break;
                case StepKind.Guard:
                    if (step.A >= count || _values[first + step.A].Type == BinXmlValue.Null) i += step.B;
                    break;
                case StepKind.Instance:
                    var cursor = new BinXmlCursor(chunk, step.A, chunk.Length);
                    if (depth < MaxDepth) Instance(chunk, ref cursor, step.Place, depth + 1);
                    break;
            }
        }
    }

    static int NameOf(ReadOnlySpan<byte> chunk, BinXmlValue value) =>
        value.Type == BinXmlValue.Utf16
            ? FieldNames.OfData(MemoryMarshal.Cast<byte, char>(chunk.Slice(value.Offset, value.Length)))
            : FieldNames.Data;

    void Emit(ReadOnlySpan<byte> chunk, int field, BinXmlValue value, bool optional, Place place, int depth)
    {
        var (type, offset, length) = value;
        if (type == BinXmlValue.Fragment)
        {
            if (length > 0) Fragment(chunk, offset, offset + length, place, depth + 1);
        }
        else if (field == FieldTable.Root)
        {
        }
        else if (type == BinXmlValue.Null)
        {
            if (!optional) Add(chunk, field, FieldKind.Text, offset, 0);
        }
        else if ((type & BinXmlValue.Array) != 0)
        {
            var items = new ArrayItems(chunk, value);
            while (items.Next(out var item) && Spend()) Scalar(chunk, field, item);
        }
        else
        {
            Scalar(chunk, field, value);
        }
    }

    void Scalar(ReadOnlySpan<byte> chunk, int field, BinXmlValue value)
    {
        var (type, offset, length) = value;
        _work -= length >> 8;
        switch (type)
        {
            case BinXmlValue.Utf16:
                Add(chunk, field, FieldKind.Utf16, offset, length);
                break;
            case BinXmlValue.Ansi:
                Ansi(chunk.Slice(offset, length), field, offset);
                break;
            case 0x0D when length > 0:
                var truth = chunk.Slice(offset, length).ContainsAnyExcept((byte)0);
                _batch.Add(field, truth ? FieldKind.True : FieldKind.False, _arena + offset, 0);
                break;
            default:
                var kind = BinXmlValue.Kind(type, length);
                if (kind == FieldKind.FileTime && field == FieldNames.SystemTime && Time == 0)
                    Time = BinaryPrimitives.ReadInt64LittleEndian(chunk[offset..]);
                else if (kind == FieldKind.Unsigned && length == 8 && field == FieldNames.EventRecordId && RecordId < 0)
                    RecordId = BinaryPrimitives.ReadInt64LittleEndian(chunk[offset..]);
                Add(chunk, field, kind, offset, length);
                break;
        }
    }

    // A FILETIME of zero is how Windows says "never", and it writes it as a date.
    static ReadOnlySpan<byte> Epoch => "1601-01-01T00:00:00.0000000Z"u8;

    void Add(ReadOnlySpan<byte> chunk, int field, FieldKind kind, int offset, int length)
    {
        if (kind == FieldKind.Utf16)
        {
            length = Chars(chunk.Slice(offset, length)).Length * sizeof(char);
        }

        else if (kind == FieldKind.FileTime && BinaryPrimitives.ReadInt64LittleEndian(chunk[offset..]) == 0 && (_text -= Epoch.Length) >= 0)
        {
            _batch.Add(field, Epoch);
            return;
        }

        _batch.Add(field, kind, _arena + offset, length);
    }

    // The code page is not recorded; Latin-1 keeps every byte apart.
    void Ansi(ReadOnlySpan<byte> text, int field, int offset)
    {
        text = text.TrimEnd((byte)0);
        if (System.Text.Ascii.IsValid(text))
        {
            _batch.Add(field, FieldKind.Text, _arena + offset, text.Length);
            return;
        }

        if ((_text -= text.Length * 2) < 0) return;
        var target = _batch.Rent(text.Length * 2);
        var length = 0;
        foreach (var b in text)
        {
            if (b < 0x80)
            {
                target[length++] = b;
            }
            else
            {
                target[length++] = (byte)(0xC0 | b >> 6);
                target[length++] = (byte)(0x80 | b & 0x3F);
            }
        }

        _batch.Add(field, FieldKind.Text, _batch.Commit(length), length);
    }

    void Join(ReadOnlySpan<byte> chunk, int field, int firstPiece, int pieces, int first, int count)
    {
        var start = _batch.Used;
        var present = false;
        for (var i = firstPiece; i < firstPiece + pieces && Spend(); i++)
        {
            var piece = _compiler[i];
            if (piece.Kind == StepKind.Constant)
            {
                present = true;
                if (piece.A < 0) _batch.Append([(byte)piece.B]);
                else AppendText(piece.Store, chunk.Slice(piece.A, piece.B));
                continue;
            }

            var value = piece.A < count ? _values[first + piece.A] : default;
            present |= value.Type != BinXmlValue.Null || !piece.Optional;
            if (value.Type is BinXmlValue.Null or BinXmlValue.Fragment) continue;
            var bytes = chunk.Slice(value.Offset, value.Length);
            if (value.Type == 0x0D) _batch.Append(bytes.ContainsAnyExcept((byte)0) ? "true"u8 : "false"u8);
            else AppendText(BinXmlValue.Kind((byte)(value.Type & ~BinXmlValue.Array), value.Length), bytes);
        }

        if (present) _batch.Add(field, FieldKind.Text, start, _batch.Used - start);
    }

    void AppendText(FieldKind kind, ReadOnlySpan<byte> value)
    {
        var room = ValueText.MaxLength(kind, value.Length);
        if ((_text -= room) < 0) return;
        if (kind == FieldKind.Utf16)
            value = value[..(Chars(value).Length * sizeof(char))];

        _batch.Commit(ValueText.Write(kind, value, _batch.Rent(room)));
    }

    // Strings often bring the NUL that ends them.
    static ReadOnlySpan<char> Chars(ReadOnlySpan<byte> value)
    {
        var chars = MemoryMarshal.Cast<byte, char>(value);
        return chars[..(chars.LastIndexOfAnyExcept('\0') + 1)];
    }

    bool Spend()
    {
        if (--_work >= 0) return true;
        Flaws |= RecordFlaws.TooMuch;
        return false;
    }
}
