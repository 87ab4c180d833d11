using Hoplite.Telemetry.Scanning;

namespace Hoplite.Telemetry.Archives;

/// <summary>What one file on disk may unpack to, all members and levels together; shared by the workers that read it.</summary>
sealed class UnpackBudget(ScanOptions options)
{
    long _left = options.MaxUnpacked;
    int _exhausted;

    /// <summary>Whether the archive turned out to be a bomb; nothing more is read of it.</summary>
    public bool IsExhausted => Volatile.Read(ref _exhausted) != 0;

    /// <summary>Takes bytes that were unpacked.</summary>
    /// <param name="bytes">How many now.</param>
    /// <param name="unpacked">How many of this member so far.</param>
    /// <param name="packed">From how many packed ones.</param>
    /// <param name="problem">What to report; set for one caller only.</param>
    /// <returns>False when reading must stop.</returns>
    public bool Take(int bytes, long unpacked, long packed, out string? problem)
    {
        problem = null;
        if (IsExhausted) return false;
        if (Interlocked.Add(ref _left, -bytes) < 0) problem = $"unpacks to more than {options.MaxUnpacked} bytes, left out";
        else if (unpacked > options.FreeUnpacked && unpacked / options.MaxRatio > packed) problem = $"unpacks to more than {options.MaxRatio} times its size, left out";
        else return true;
        if (Interlocked.Exchange(ref _exhausted, 1) != 0) problem = null;
        return false;
    }
}
