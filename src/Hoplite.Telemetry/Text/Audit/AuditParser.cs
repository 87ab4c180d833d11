namespace Hoplite.Telemetry.Text.Audit;

/// <summary>Gathers audit records by their stamp. Records of several processors may interleave, so a few events stay open.</summary>
sealed class AuditParser : LineParser
{
    const int MaxOpen = 64, MaxRecords = 256, MaxBytes = 1 << 20, MaxAge = 512;

    readonly List<Group> _open = [];
    readonly Stack<Group> _spare = [];
    long _lines;

    public override void Parse(in LogLine line)
    {
        _lines++;
        if (!AuditFields.TryStamp(line.Text, out var stamp))
        {
            line.Add(Names.Message, line.Text);
            line.End(0, AuditFields.Source);
            return;
        }

        Group? group = null;
        for (var i = _open.Count - 1; i >= 0; i--)
            if (_open[i].Is(stamp))
            {
                group = _open[i];
                break;
            }

        if (group is null)
        {
            while (_open.Count > 0 && (_open.Count >= MaxOpen || _lines - _open[0].Line > MaxAge)) Close(line.Batch, _open[0]);
            group = _spare.Count > 0 ? _spare.Pop() : new Group();
            group.Begin(stamp, line.Position, _lines);
            _open.Add(group);
        }

        group.Add(line.Text);

        // EOE says that the event is whole; the kernel writes PROCTITLE last.
        if (group.Records >= MaxRecords || group.Text.Length >= MaxBytes || line.Text.IndexOf("type=EOE "u8) >= 0 || line.Text.IndexOf("type=PROCTITLE "u8) >= 0) Close(line.Batch, group);
    }

    public override void Finish(EventBatch batch)
    {
        while (_open.Count > 0) Close(batch, _open[0]);
    }

    void Close(EventBatch batch, Group group)
    {
        _open.Remove(group);
        var origin = batch.Append(group.Text);
        var start = 0;
        for (var i = 0; i < group.Records; i++)
        {
            var end = group.End(i);
            AuditFields.Add(batch, origin + start, group.Text[start..end]);
            start = end + 1;
        }

        ProctitleFromArguments(batch);
        batch.End(AuditFields.Time(group.Stamp), AuditFields.Source, group.Position, -1, origin, group.Text.Length - 1);
        _spare.Push(group);
    }

    static void ProctitleFromArguments(EventBatch batch)
    {
        var joined = new Field(0, FieldKind.Null, 0, 0);
        foreach (ref var field in batch.Pending)
        {
            if (field.Name == AuditFields.Proctitle) return;
            if (field.Name == AuditFields.Joined) joined = field;
        }

        if (joined.Name != 0) batch.Add(AuditFields.Proctitle, joined.Kind, joined.Offset, joined.Length);
    }

    sealed class Group
    {
        readonly byte[] _stamp = new byte[48];
        readonly int[] _ends = new int[MaxRecords];
        byte[] _text = new byte[2048];
        int _stampLength, _length;

        public long Position { get; private set; }

        public long Line { get; private set; }

        public int Records { get; private set; }

        public ReadOnlySpan<byte> Stamp => _stamp.AsSpan(0, _stampLength);

        public ReadOnlySpan<byte> Text => _text.AsSpan(0, _length);

        public bool Is(ReadOnlySpan<byte> stamp) => stamp.SequenceEqual(Stamp);

        public int End(int record) => _ends[record];

        public void Begin(ReadOnlySpan<byte> stamp, long position, long line)
        {
            stamp.CopyTo(_stamp);
            _stampLength = stamp.Length;
            (_length, Records, Position, Line) = (0, 0, position, line);
        }

        public void Add(ReadOnlySpan<byte> record)
        {
            if (_text.Length < _length + record.Length + 1) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + record.Length + 1));
            record.CopyTo(_text.AsSpan(_length));
            _length += record.Length;
            _ends[Records++] = _length;
            _text[_length++] = (byte)'\n';
        }
    }
}
