using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Text.Templates;

/// <summary>Finds the template of a message: by the number of words, then by the first words, then by likeness.</summary>
/// <remarks>
/// The idea is that of He, Zhu, Zheng and Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree" (2017). Words with a
/// digit always count as changing. The number of templates is bounded; beyond it messages have no template.
/// </remarks>
sealed class TemplateTree
{
    const int MaxWords = 64, MaxTemplates = 20_000, MaxLeaf = 200;
    const ulong Prime = 0x100000001B3;

    readonly Dictionary<ulong, List<Template>> _leaves = [];
    readonly Range[] _words = new Range[MaxWords];
    readonly ulong[] _hashes = new ulong[MaxWords];
    int _count;

    /// <summary>Adds the template of the message, its number and the words that change as fields.</summary>
    public void Add(in LogLine line, ReadOnlySpan<byte> message)
    {
        var count = Cut(message);
        if (count == 0 || Find(message, count) is not { } template) return;
        line.Batch.Add(Names.TemplateId, template.Id);
        line.Batch.Add(Names.Template, template.Text);
        for (var i = 0; i < count; i++)
            if (template.IsParameter(i)) line.Add(Names.Param, message[_words[i]]);
    }

    Template? Find(ReadOnlySpan<byte> message, int count)
    {
        var hashes = _hashes.AsSpan(0, count);
        var key = ((ulong)count * Prime ^ hashes[0]) * Prime ^ (count > 2 ? hashes[1] : 0);
        ref var leaf = ref CollectionsMarshal.GetValueRefOrAddDefault(_leaves, key, out _);
        leaf ??= [];
        Template? best = null;
        var most = -1;
        foreach (var template in leaf)
        {
            var same = template.Same(hashes);
            if (same <= most) continue;
            most = same;
            best = template;
        }

        if (best is not null && most * 2 >= count)
        {
            best.Merge(hashes);
            return best;
        }

        if (_count >= MaxTemplates || leaf.Count >= MaxLeaf) return best;
        _count++;
        var id = 0xCBF29CE484222325;
        foreach (var hash in hashes) id = (id ^ hash) * Prime;
        var made = new Template(message, _words.AsSpan(0, count), hashes, id);
        leaf.Add(made);
        return made;
    }

    int Cut(ReadOnlySpan<byte> message)
    {
        int count = 0, start = 0;
        while (start < message.Length && count < MaxWords)
        {
            if (message[start] is (byte)' ' or (byte)'\t')
            {
                start++;
                continue;
            }

            var size = count == MaxWords - 1 ? -1 : message[start..].IndexOfAny((byte)' ', (byte)'\t');
            if (size < 0) size = message.Length - start;
            _words[count] = start..(start + size);
            _hashes[count++] = Hash(message.Slice(start, size));
            start += size;
        }

        return count;
    }

    // 0 stands for a word that changes.
    static ulong Hash(ReadOnlySpan<byte> word)
    {
        if (word.ContainsAnyInRange((byte)'0', (byte)'9')) return 0;
        var hash = 0xCBF29CE484222325;
        foreach (var b in word) hash = (hash ^ b) * Prime;
        return hash == 0 ? 1 : hash;
    }
}
