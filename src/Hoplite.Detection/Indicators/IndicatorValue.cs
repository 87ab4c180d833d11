using System.Runtime.InteropServices;

namespace Hoplite.Detection.Indicators;

/// <summary>A value that an indicator lists.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The value.</param>
/// <param name="Indicator">The number of its indicator in the table.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IndicatorValue(IndicatorKind Kind, string Text, int Indicator);
