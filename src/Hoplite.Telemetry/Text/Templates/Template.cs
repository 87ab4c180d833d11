namespace Hoplite.Telemetry.Text.Templates;

/// <summary>Messages that have the same words in the same places, apart from those that change.</summary>
sealed class Template
{
    readonly ulong[] _hashes;
    readonly byte[][] _words;

    public Template(ReadOnlySpan<byte> message, ReadOnlySpan<Range> words, ReadOnlySpan<ulong> hashes, ulong id)
    {
        _hashes = hashes.ToArray();
        _words = new byte[words.Length][];
        for (var i = 0; i < words.Length; i++) _words[i] = message[words[i]].ToArray();
        Id = [.. System.Text.Encoding.ASCII.GetBytes($"{id:x16}")];
        Text = Write();
    }

    /// <summary>Its number: a hash of the words it was first seen with.</summary>
    public byte[] Id { get; }

    /// <summary>Its words, <c>&lt;*&gt;</c> for those that change.</summary>
    public byte[] Text { get; private set; }

    /// <summary>Whether a place changes.</summary>
    public bool IsParameter(int place) => _hashes[place] == 0;

    /// <summary>How many words are the same, in places that do not change.</summary>
    public int Same(ReadOnlySpan<ulong> hashes)
    {
        var same = 0;
        for (var i = 0; i < hashes.Length; i++)
            if (hashes[i] == _hashes[i]) same++;
        return same;
    }

    /// <summary>Lets the places in which a message differs change from now on.</summary>
    public void Merge(ReadOnlySpan<ulong> hashes)
    {
        var changed = false;
        for (var i = 0; i < hashes.Length; i++)
            if (hashes[i] != _hashes[i])
            {
                changed |= _hashes[i] != 0;
                _hashes[i] = 0;
            }

        if (changed) Text = Write();
    }

    byte[] Write()
    {
        var text = new List<byte>();
        for (var i = 0; i < _words.Length; i++)
        {
            if (i > 0) text.Add((byte)' ');
            text.AddRange(_hashes[i] == 0 ? "<*>"u8 : _words[i]);
        }

        return [.. text];
    }
}
