using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Hoplite.Detection.Correlation;

/// <summary>Tells the processor what will be read soon.</summary>
static class Memory
{
    /// <summary>Starts to bring a place into the cache; without effect where the processor has no such instruction.</summary>
    public static unsafe void Fetch<T>(ref T place)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
