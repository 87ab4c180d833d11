using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Evtx;

/// <summary>Turns binary XML into flat steps that say which value becomes which field; one compilation serves all its records.</summary>
/// <remarks>Holds the steps of one chunk in memory that the next chunk uses again. One thread only.</remarks>
sealed class TemplateCompiler
{
    /// <summary>Elements nested deeper than this are left out.</summary>
    public const int MaxDepth = 48;

    // Honest templates lie in a chunk once; hostile records could have the same bytes compiled again and again.
    const int MaxBytes = 1 << 20;
    const int MaxSteps = 1 << 17;
    const int NoDependency = 0xFFFF;

    readonly Dictionary<int, TemplateProgram> _programs = [];
    TemplateStep[] _steps = new TemplateStep[1024];
    TemplateStep[] _pieces = new TemplateStep[64];
    int _stepCount, _pieceCount, _bytes;

    /// <summary>Forgets the programs of the last chunk.</summary>
    public void Reset()
    {
        _programs.Clear();
        _stepCount = _bytes = 0;
    }

    /// <summary>A step of the current chunk.</summary>
    public ref readonly TemplateStep this[int index] => ref _steps[index];

    /// <summary>The program of the template whose body lies between two offsets, compiled when first asked for.</summary>
    public TemplateProgram Template(ReadOnlySpan<byte> chunk, int start, int end, Place place)
    {
        var key = start << 3 | (int)place;
        if (_programs.TryGetValue(key, out var program)) return program;
        var cursor = new BinXmlCursor(chunk, start, end);
        program = Compile(ref cursor, chunk, place);
        _programs[key] = program;
        return program;
    }

    /// <summary>Compiles what follows the cursor up to the end of the fragment.</summary>
    public TemplateProgram Compile(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk, Place place)
    {
        var (first, start) = (_stepCount, cursor.Position);
        _pieceCount = 0;
        if (_bytes > MaxBytes) return new(first, 0, true);
        var element = new Element(place, place, FieldTable.Root, false);
        Content(ref cursor, chunk, ref element, 0, true);
        Flush(in element, 0);
        _bytes += cursor.Position - start;
        return new(first, _stepCount - first, cursor.Failed);
    }

    /// <summary>Drops the steps of a program that will not be used again, unless others were compiled behind it.</summary>
    public void Drop(TemplateProgram program)
    {
        if (_stepCount == program.First + program.Count) _stepCount = program.First;
    }

    void Content(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk, ref Element element, int depth, bool fragment)
    {
        while (!cursor.AtEnd)
        {
            var token = cursor.Peek & 0xBF;
            switch (token)
            {
                case 0x00:
                    cursor.Skip(1);
                    return;
                case 0x01:
                    element.Children = true;
                    OpenElement(ref cursor, chunk, in element, depth + 1);
                    break;
                case 0x04 when !fragment:
                    cursor.Skip(1);
                    return;
                case 0x0F:
                    cursor.Skip(4);
                    break;
                case 0x0C:
                    element.Children = true;
                    AddStep(new(StepKind.Instance, default, element.Inner, false, FieldTable.Root, cursor.Position, 0));
                    TemplateInstance.Skip(ref cursor, chunk);
                    break;
                default:
                    if (!Piece(ref cursor, chunk, element.Inner)) cursor.Fail();
                    break;
            }
        }
    }

    void OpenElement(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk, in Element parent, int depth)
    {
        var hasAttributes = (cursor.Byte() & 0x40) != 0;
        if (depth > MaxDepth)
        {
            cursor.Fail();
            return;
        }

        var guard = Dependency(ref cursor, chunk);
        cursor.UInt32();
        var name = cursor.Name();
        if (hasAttributes) cursor.UInt32();
        if (cursor.Failed) return;

        var guardStep = _stepCount;
        if (guard != NoDependency) AddStep(new(StepKind.Guard, default, default, false, FieldTable.Root, guard, 0));

        var element = Element.In(parent.Inner, name);
        var firstPiece = _pieceCount;
        while ((cursor.Peek & 0xBF) == 0x06 && !cursor.Failed) Attribute(ref cursor, chunk, name, ref element);
        switch (cursor.Byte())
        {
            case 0x02:
                Content(ref cursor, chunk, ref element, depth, false);
                break;
            case 0x03:
                break;
            default:
                cursor.Fail();
                break;
        }

        Flush(in element, firstPiece);
        if (guard != NoDependency && guardStep < _stepCount) _steps[guardStep] = _steps[guardStep] with { B = _stepCount - guardStep - 1 };
    }

    // Fragments that are no template leave the dependency out; the name tells which of the two layouts this is.
    static int Dependency(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk)
    {
        var probe = cursor;
        var dependency = probe.UInt16();
        probe.UInt32();
        var with = BinXmlCursor.IsName(chunk, probe.UInt32());
        probe = cursor;
        probe.UInt32();
        if (!with && BinXmlCursor.IsName(chunk, probe.UInt32())) return NoDependency;
        cursor.Skip(2);
        return dependency;
    }

    void Attribute(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk, ReadOnlySpan<char> elementName, ref Element element)
    {
        cursor.Skip(1);
        var name = cursor.Name();
        var firstPiece = _pieceCount;
        while (!cursor.AtEnd && Piece(ref cursor, chunk, Place.Tree))
        {
        }

        if (element.IsData && name.SequenceEqual("Name"))
        {
            DataName(chunk, firstPiece, ref element);
        }
        else if (element.IsSilent || name.StartsWith("xmlns"))
        {
            _pieceCount = firstPiece;
        }
        else
        {
            element.Attributes = true;
            var attribute = new Element(Place.Tree, Place.Tree, FieldNames.Of(elementName, name), true);
            Flush(in attribute, firstPiece);
        }
    }

    void DataName(ReadOnlySpan<byte> chunk, int firstPiece, ref Element element)
    {
        if (_pieceCount > firstPiece)
        {
            var piece = _pieces[firstPiece];
            if (piece is { Kind: StepKind.Constant, Store: FieldKind.Utf16 })
            {
                element.Field = FieldNames.OfData(MemoryMarshal.Cast<byte, char>(chunk.Slice(piece.A, piece.B)));
            }
            else if (piece.Kind == StepKind.Substitution)
            {
                AddStep(piece with { Kind = StepKind.Name });
                element.Field = TemplateStep.NamedField;
            }
        }

        _pieceCount = firstPiece;
    }

    /// <summary>Takes one piece of text or value; false when something else follows.</summary>
    bool Piece(ref BinXmlCursor cursor, ReadOnlySpan<byte> chunk, Place place)
    {
        var token = cursor.Peek & 0xBF;
        if (token is < 0x05 or 0x06 or 0x0C or > 0x0E) return false;
        cursor.Skip(1);
        switch (token)
        {
            case 0x05:
                var type = cursor.Byte();
                var size = type == BinXmlValue.Utf16 ? cursor.UInt16() * 2 : type == BinXmlValue.Ansi ? cursor.UInt16() : BinXmlValue.FixedSize(type);
                AddConstant(ref cursor, BinXmlValue.Kind(type, size), size);
                break;
            case 0x07:
                AddConstant(ref cursor, FieldKind.Utf16, cursor.UInt16() * 2);
                break;
            case 0x08:
                AddConstant(ref cursor, FieldKind.Utf16, 2);
                break;
            case 0x09:
                AddEntity(cursor.Name());
                break;
            case 0x0A:
                cursor.Name();
                break;
            case 0x0B:
                cursor.Skip(cursor.UInt16() * 2);
                break;
            default:
                var index = cursor.UInt16();
                cursor.Skip(1);
                if (!cursor.Failed) AddPiece(new(StepKind.Substitution, default, place, token == 0x0E, FieldTable.Root, index, 0));
                break;
        }

        return !cursor.Failed;
    }

    void AddConstant(ref BinXmlCursor cursor, FieldKind kind, int size)
    {
        var start = cursor.Position;
        cursor.Skip(size);
        if (!cursor.Failed) AddPiece(new(StepKind.Constant, kind, default, false, FieldTable.Root, start, size));
    }

    // The five predefined entities have no bytes of their own in the chunk, so the character stands in B's place.
    void AddEntity(ReadOnlySpan<char> name)
    {
        var c = name switch { "lt" => '<', "gt" => '>', "amp" => '&', "quot" => '"', "apos" => '\'', _ => '\0' };
        if (c != '\0') AddPiece(new(StepKind.Constant, FieldKind.Text, default, false, FieldTable.Root, -1, c));
    }

    void Flush(in Element element, int firstPiece)
    {
        var count = _pieceCount - firstPiece;
        _pieceCount = firstPiece;
        var pieces = _pieces.AsSpan(firstPiece, count);
        if (!element.IsLeaf || element.Children)
        {
            // Text between elements is layout; only a value may hold a fragment with fields of its own.
            foreach (var piece in pieces)
                if (piece.Kind == StepKind.Substitution) AddStep(piece with { Place = element.Inner });
        }
        else if (count == 0)
        {
            if (!element.Attributes) AddStep(new(StepKind.Constant, FieldKind.Text, default, false, element.Field, 0, 0));
        }
        else if (count == 1 && pieces[0].A >= 0)
        {
            AddStep(pieces[0] with { Field = element.Field, Place = element.Inner });
        }
        else
        {
            AddStep(new(StepKind.Join, default, element.Inner, false, element.Field, 0, count));
            foreach (var piece in pieces) AddStep(piece);
        }
    }

    void AddPiece(in TemplateStep piece)
    {
        if (_pieceCount == _pieces.Length) Array.Resize(ref _pieces, _pieces.Length * 2);
        _pieces[_pieceCount++] = piece;
    }

    void AddStep(in TemplateStep step)
    {
        if (_stepCount >= MaxSteps) return;
        if (_stepCount == _steps.Length) Array.Resize(ref _steps, _steps.Length * 2);
        _steps[_stepCount++] = step;
    }
}
