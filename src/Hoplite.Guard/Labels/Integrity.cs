namespace Hoplite.Guard.Labels;

/// <summary>How far a value can be trusted to be true: who could have chosen it. The order is the order of trust.</summary>
public enum Integrity
{
    /// <summary>I0: text that an outsider may have chosen, and every answer of a model.</summary>
    FreeText = 0,

    /// <summary>I1: asserted by an authenticated program in a field of fixed meaning.</summary>
    Source = 1,

    /// <summary>I2: observed by a sensor of ours, or endorsed by several.</summary>
    Sensor = 2,

    /// <summary>I3: computed by the platform itself.</summary>
    Platform = 3,

    /// <summary>I4: said by an operator, or signed configuration.</summary>
    Operator = 4,
}
