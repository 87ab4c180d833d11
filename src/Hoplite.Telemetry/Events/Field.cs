using System.Runtime.InteropServices;

namespace Hoplite.Telemetry;

/// <summary>One field of one event: the interned name, and where in the arena of the batch its value lies.</summary>
/// <param name="Name">The id of the name in <see cref="FieldTable"/>.</param>
/// <param name="Kind">How the value is stored.</param>
/// <param name="Offset">Offset of the value in the arena, bytes.</param>
/// <param name="Length">Length of the value, bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Field(int Name, FieldKind Kind, int Offset, int Length);
