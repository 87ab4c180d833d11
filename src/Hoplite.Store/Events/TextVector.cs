using System.Text.Unicode;
using DuckDB.NET.Native;

namespace Hoplite.Store.Events;

/// <summary>Writes into the vectors of a DuckDB data chunk: the bytes of an event go in as they are, without becoming strings on the way.</summary>
static unsafe class TextVector
{
    /// <summary>Sets one value; what is no UTF-8 has its broken parts replaced.</summary>
    public static void Set(nint vector, ulong row, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text)) text = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(text));
        fixed (byte* bytes = text)
        {
            byte nothing = 0;
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(vector, row, text.IsEmpty ? &nothing : bytes, text.Length);
        }
    }

    /// <summary>Says whether a value is there.</summary>
    /// <param name="validity">The mask of the vector, one bit a row.</param>
    /// <param name="row">The row.</param>
    /// <param name="valid">False for null.</param>
    public static void SetValid(ulong* validity, ulong row, bool valid)
    {
        var bit = 1UL << (int)(row % 64);
        if (valid) validity[row / 64] |= bit;
        else validity[row / 64] &= ~bit;
    }
}
