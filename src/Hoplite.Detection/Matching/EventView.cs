using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Matching;

/// <summary>One event as the predicates of a plan see it: fields by slot, text and folded text made at most once.</summary>
/// <remarks>One per thread, reused for every event. What belongs to an earlier event is told by its stamp, so nothing is cleared.</remarks>
sealed class EventView
{
    EventBatch _batch = null!;
    int _event;
    uint _stamp;
    uint[] _headStamps = new uint[64];
    int[] _heads = new int[64];
    int[] _nexts = new int[64];
    uint[] _foldStamps = new uint[64];
    (int Offset, int Length)[] _folds = new (int, int)[64];
    byte[] _scratch = new byte[64 << 10];
    int _scratchUsed;
    char[] _characters = new char[16 << 10];
    int _charactersOf = -1;
    int _characterCount;
    (int Offset, int Length) _foldedRaw;
    bool _rawFolded;

    /// <summary>The number of fields of the event.</summary>
    public int FieldCount { get; private set; }

    /// <summary>The bytes of the event in its source.</summary>
    public ReadOnlySpan<byte> Raw => _batch.Raw(_event);

    /// <summary>The same, folded.</summary>
    public ReadOnlySpan<byte> FoldedRaw
    {
        get
        {
            if (!_rawFolded)
            {
                _foldedRaw = Fold(Raw);
                _rawFolded = true;
            }

            return _scratch.AsSpan(_foldedRaw.Offset, _foldedRaw.Length);
        }
    }

    /// <summary>Turns to another event.</summary>
    /// <param name="batch">Its batch.</param>
    /// <param name="index">Its number there.</param>
    /// <param name="slots">How many slots the plan has.</param>
    public void Start(EventBatch batch, int index, int slots)
    {
        _batch = batch;
        _event = index;
        FieldCount = batch[index].FieldCount;
        _scratchUsed = 0;
        _rawFolded = false;
        _charactersOf = -1;
        if (++_stamp == 0)
        {
            _headStamps.AsSpan().Clear();
            _foldStamps.AsSpan().Clear();
            _stamp = 1;
        }

        if (_heads.Length < slots)
        {
            _heads = new int[slots];
            _headStamps = new uint[slots];
        }

        if (_nexts.Length < FieldCount)
        {
            _nexts = new int[FieldCount * 2];
            _folds = new (int, int)[FieldCount * 2];
            _foldStamps = new uint[FieldCount * 2];
        }
    }

    /// <summary>Files a field under a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(int field, int slot)
    {
        _nexts[field] = _headStamps[slot] == _stamp ? _heads[slot] : -1;
        _headStamps[slot] = _stamp;
        _heads[slot] = field;
    }

    /// <summary>A field under this slot, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int First(int slot) => _headStamps[slot] == _stamp ? _heads[slot] : -1;

    /// <summary>Another field under the same slot, or -1.</summary>
    public int Next(int field) => _nexts[field];

    /// <summary>Whether the value is null.</summary>
    public bool IsNull(int field) => _batch.Fields(_event)[field].Kind == FieldKind.Null;

    /// <summary>The value as UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int field) => _batch.Text(ref _batch.Fields(_event)[field]);

    /// <summary>The value as UTF-8, ASCII capitals folded.</summary>
    public ReadOnlySpan<byte> Folded(int field)
    {
        if (_foldStamps[field] != _stamp)
        {
            _folds[field] = Fold(Text(field));
            _foldStamps[field] = _stamp;
        }

        var (offset, length) = _folds[field];
        return _scratch.AsSpan(offset, length);
    }

    /// <summary>The value as UTF-16; valid until another is asked for.</summary>
    public ReadOnlySpan<char> Characters(int field) => Decode(field, Text(field));

    /// <summary>The raw bytes as UTF-16; valid until another is asked for.</summary>
    public ReadOnlySpan<char> RawCharacters => Decode(int.MaxValue, Raw);

    ReadOnlySpan<char> Decode(int owner, ReadOnlySpan<byte> text)
    {
        if (_charactersOf != owner)
        {
            if (_characters.Length < text.Length) _characters = new char[text.Length * 2];
            _characterCount = Encoding.UTF8.GetChars(text, _characters);
            _charactersOf = owner;
        }

        return _characters.AsSpan(0, _characterCount);
    }

    (int Offset, int Length) Fold(ReadOnlySpan<byte> text)
    {
        // The old scratch is left to the collector, so spans handed out before still read what they read.
        if (_scratch.Length - _scratchUsed < text.Length)
        {
            var grown = new byte[Math.Max(_scratch.Length * 2, _scratchUsed + text.Length)];
            _scratch.AsSpan(0, _scratchUsed).CopyTo(grown);
            _scratch = grown;
        }

        var start = _scratchUsed;
        TextFold.Fold(text, _scratch.AsSpan(start));
        _scratchUsed += text.Length;
        return (start, text.Length);
    }
}
