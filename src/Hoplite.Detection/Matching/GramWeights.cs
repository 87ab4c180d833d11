using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Hoplite.Detection.Matching;

/// <summary>How common groups of four bytes are in ordinary values, so that literals are filed under a rare one.</summary>
sealed class GramWeights
{
    // What ordinary values are full of, whatever the site. A literal filed under one of these groups would be tried all the time.
    static readonly string[] Ordinary =
    [
        @"c:\windows\system32\", @"c:\windows\syswow64\", @"c:\program files (x86)\common files\microsoft shared\", @"c:\programdata\microsoft\",
        @"c:\users\public\appdata\local\temp\", @"\appdata\roaming\", @"\device\harddiskvolume", @"hklm\software\microsoft\windows\currentversion\",
        @"hklm\system\currentcontrolset\services\", @"hku\s-1-5-21-", @"\registry\machine\", @"nt authority\system", "microsoft corporation",
        "microsoft windows operating system", "microsoft.windows", "svchost.exe", "explorer.exe", "powershell.exe", "cmd.exe /c ", "conhost.exe",
        "windows", "system", "services", "service", "program", "process", "software", ".dll", ".exe", ".sys", ".tmp", ".log", "https://www.",
        "http://", ".com/", ".org", "application", "microsoft", "windowspowershell", @"\v1.0\", "-command ", "md5=", "sha256=", "imphash=",
        "0x00000000", "00000000", "dword (0x", "qword", "binary data", "(null)", "true", "false", "local service", "network service",
        "get /", "post /", "mozilla/5.0 (windows nt 10.0; win64; x64) applewebkit/537.36 (khtml, like gecko) chrome/", "/usr/bin/", "/usr/sbin/", "/bin/sh -c ",
        "/var/log/", "/etc/", "/home/", "root", "session opened for user", "function ", "return ", "param(", "ntdll.dll+", "kernelbase.dll+", "kernel32.dll+", "rpcrt4.dll+", "sechost.dll+", "|unknown(", "combase.dll+", "wow64", "if ($", "new-object ", "string", "object", "$null", "    ",
    ];

    static readonly byte[][] OrdinaryBytes = [.. Ordinary.Select(Encoding.UTF8.GetBytes)];

    readonly int[] _counts;
    readonly int _shift;
    readonly Dictionary<byte[], (int At, int Weight)> _rarest = new(ReferenceEqualityComparer.Instance);

    /// <summary>Counts the ordinary groups, those of the literals themselves, and those seen at this site.</summary>
    /// <remarks>Groups that share a place are taken for one another: a literal is then filed under another group, never lost.</remarks>
    public GramWeights(IReadOnlyCollection<byte[]> literals, Observed? observed)
    {
        var bits = Math.Min(BitOperations.Log2((uint)(4096 + literals.Sum(l => l.Length) + (observed?.Counts.Count ?? 0))) + 1, 20);
        _counts = new int[1 << bits];
        _shift = 32 - bits;
        if (observed is not null)
            foreach (var (gram, count) in observed.Counts) _counts[Place(gram)] += 4 * count;
        foreach (var text in OrdinaryBytes) Count(text, 16);
        foreach (var literal in literals) Count(literal, 1);
    }

    /// <summary>The place in a literal where its rarest group of four bytes starts; 0 for a shorter literal.</summary>
    public int RarestAt(byte[] literal) => Rarest(literal).At;

    /// <summary>How common the rarest group of a literal is; large for literals too short to be filed.</summary>
    public int RarestWeight(byte[] literal) => literal.Length < 4 ? 400 : Rarest(literal).Weight;

    (int At, int Weight) Rarest(byte[] literal)
    {
        if (_rarest.TryGetValue(literal, out var known)) return known;
        var best = (At: 0, Weight: int.MaxValue);
        for (var i = 0; i + 4 <= literal.Length; i++)
        {
            var weight = Weight(literal.AsSpan(i));
            if (weight < best.Weight) best = (i, weight);
        }

        return _rarest[literal] = best;
    }

    int Weight(ReadOnlySpan<byte> text)
    {
        var weight = _counts[Place(BinaryPrimitives.ReadUInt32LittleEndian(text))] * 8;

        // Letters are common, digits and punctuation less so; blanks and zeros are everywhere.
        foreach (var c in text[..4])
            weight += c switch { (byte)' ' or (byte)'0' => 3, (byte)'e' or (byte)'s' or (byte)'t' or (byte)'i' or (byte)'o' or (byte)'n' or (byte)'r' or (byte)'a' => 2, (byte)'q' or (byte)'x' or (byte)'z' or (byte)'j' => 0, _ => 1 };
        return weight;
    }

    int Place(uint gram) => (int)((gram * 0x9E3779B1) >> _shift);

    void Count(ReadOnlySpan<byte> text, int by)
    {
        for (var i = 0; i + 4 <= text.Length; i++) _counts[Place(BinaryPrimitives.ReadUInt32LittleEndian(text[i..]))] += by;
    }

    /// <summary>The groups of bytes seen in values of this site.</summary>
    public sealed class Observed
    {
        // A site has far fewer; hostile values must not take all memory.
        const int MaxGrams = 1 << 18;

        /// <summary>How often each was seen.</summary>
        public Dictionary<uint, int> Counts { get; } = [];

        /// <summary>Counts the groups of a folded text.</summary>
        public void Add(ReadOnlySpan<byte> text)
        {
            for (var i = 0; i + 4 <= text.Length && Counts.Count < MaxGrams; i++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(Counts, BinaryPrimitives.ReadUInt32LittleEndian(text[i..]), out _)++;
            }
        }
    }
}
