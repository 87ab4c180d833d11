using System.Runtime.InteropServices;

namespace Hoplite.Intelligence.Patterning;

/// <summary>An observation that one expression of a pattern matches.</summary>
/// <param name="Observation">Its number.</param>
/// <param name="First">When it was first seen, ticks.</param>
/// <param name="Last">When it was last seen, ticks.</param>
/// <param name="Count">How many times.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Slot(int Observation, long First, long Last, int Count);
