namespace Hoplite.Telemetry.Lines;

/// <summary>Cuts a stream into blocks of whole lines, each block lying in the arena of a batch.</summary>
/// <remarks>A line longer than <see cref="MaxLine"/> is reported and left out; the reader goes on behind it.</remarks>
sealed class LineBlocks(EvidenceInput input, IEventSink sink)
{
    /// <summary>The longest line that is read, bytes.</summary>
    public const int MaxLine = 16 << 20;

    const int BlockSize = 192 << 10;

    byte[] _carry = [];
    int _carried;
    long _position = input.Start;
    long _left = input.Length;
    bool _skipping;
    bool _started = input.Start > 0;

    /// <summary>Reads the next block into the batch, which must be empty.</summary>
    /// <param name="batch">Takes the block at the start of its arena.</param>
    /// <param name="position">Offset of the block in the evidence.</param>
    /// <returns>The block, ending with a line feed unless the evidence does not; empty at the end.</returns>
    public Range Next(EventBatch batch, out long position)
    {
        while (true)
        {
            position = _position;
            var want = _carried + BlockSize;
            var buffer = batch.Rent(want);
            _carry.AsSpan(0, _carried).CopyTo(buffer);
            var filled = _carried;
            var ended = false;
            while (filled < want)
            {
                var read = _left == 0 ? 0 : input.Stream.Read(buffer.Slice(filled, (int)Math.Min(want - filled, _left)));
                if (read == 0)
                {
                    ended = true;
                    break;
                }

                _left -= read;
                filled += read;
                sink.Progress(read);
            }

            var lead = 0;
            if (!_started)
            {
                _started = true;
                if (buffer[..filled].StartsWith("\uFEFF"u8)) lead = 3;
            }

            var end = ended ? filled : buffer[..filled].LastIndexOf((byte)'\n') + 1;
            if (_skipping)
            {
                var stop = buffer[..filled].IndexOf((byte)'\n');
                if (stop < 0)
                {
                    _position += filled;
                    _carried = 0;
                    if (ended) return default;
                    continue;
                }

                _skipping = false;
                lead = stop + 1;
            }

            if (end <= lead && !ended)
            {
                Keep(buffer[..filled]);
                if (_carried > MaxLine)
                {
                    sink.Report(new ReadProblem(input.Source, _position, $"line longer than {MaxLine >> 20} MiB left out"));
                    _skipping = true;
                    _position += _carried;
                    _carried = 0;
                }

                continue;
            }

            Keep(buffer[end..filled]);
            if (end == 0) return default;
            var start = batch.Commit(end);
            position = _position + lead;
            _position += end;
            if (lead == end)
            {
                if (ended) return default;
                batch.Reset(input.Source);
                continue;
            }

            return new Range(start + lead, start + end);
        }
    }

    void Keep(ReadOnlySpan<byte> rest)
    {
        if (_carry.Length < rest.Length) _carry = GC.AllocateUninitializedArray<byte>(Math.Max(BlockSize, rest.Length * 2));
        rest.CopyTo(_carry);
        _carried = rest.Length;
    }
}
