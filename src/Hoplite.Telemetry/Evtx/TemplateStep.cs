using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Evtx;

/// <summary>What one step of a compiled template does.</summary>
enum StepKind : byte
{
    /// <summary>Emits substitution A under the name.</summary>
    Substitution,

    /// <summary>Emits the constant of B bytes at A of the chunk.</summary>
    Constant,

    /// <summary>Emits B pieces from A on, joined to one text.</summary>
    Join,

    /// <summary>Takes the name of the coming values from substitution A.</summary>
    Name,

    /// <summary>Skips B steps when substitution A is null.</summary>
    Guard,

    /// <summary>Runs the template instance at A of the chunk.</summary>
    Instance,
}

/// <summary>Which part of an event an element stands in; it decides what its fields are called.</summary>
enum Place : byte
{
    Event,
    System,
    EventData,
    Rendering,
    Tree,
}

/// <summary>One step of a compiled template, or one piece of a joined value.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Store">How a constant is stored.</param>
/// <param name="Place">Where elements below the value would stand.</param>
/// <param name="Optional">Whether a null value leaves no field.</param>
/// <param name="Field">The field's name; <see cref="FieldTable.Root"/> for none, -1 for the one of the last <see cref="StepKind.Name"/>.</param>
/// <param name="A">See <see cref="StepKind"/>.</param>
/// <param name="B">See <see cref="StepKind"/>.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct TemplateStep(StepKind Kind, FieldKind Store, Place Place, bool Optional, int Field, int A, int B)
{
    public const int NamedField = -1;
}

/// <summary>A compiled template: a run of steps.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct TemplateProgram(int First, int Count, bool Damaged);
