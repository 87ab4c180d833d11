using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hoplite.Detection.Matching;

/// <summary>Folds ASCII capitals to small letters, many bytes at a time; all other bytes stay as they are.</summary>
static class TextFold
{
    /// <summary>Writes the folded text; the target must be as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(ReadOnlySpan<byte> text, Span<byte> target)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var result = ref MemoryMarshal.GetReference(target[..text.Length]);
        var length = text.Length;
        var at = 0;
        if (length >= 32)
        {
            for (; at <= length - 32; at += 32) Fold(ref source, ref result, at);
            if (at < length) Fold(ref source, ref result, length - 32);
            return;
        }

        for (; at < length; at++)
        {
            var c = Unsafe.Add(ref source, at);
            Unsafe.Add(ref result, at) = (byte)(c - 'A' <= 'Z' - 'A' && c >= 'A' ? c | 0x20 : c);
        }
    }

    /// <summary>Whether a text, folded, is this folded text of the same length.</summary>
    public static bool Equals(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            var c = text[i];
            if ((c - 'A' <= 'Z' - 'A' && c >= 'A' ? (byte)(c | 0x20) : c) != folded[i]) return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Fold(ref byte source, ref byte result, int at)
    {
        var bytes = Vector256.LoadUnsafe(ref source, (nuint)at);
        var capitals = Vector256.LessThan(bytes - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
        (bytes | (capitals & Vector256.Create((byte)0x20))).StoreUnsafe(ref result, (nuint)at);
    }
}
