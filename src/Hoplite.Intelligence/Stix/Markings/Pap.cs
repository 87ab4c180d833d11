namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>The permissible actions protocol, as labels <c>PAP:…</c> carry it (MISP's taxonomy), from free to strictest: what a receiver may do with what was shared.</summary>
public enum Pap
{
    /// <summary>Anything; of old called white.</summary>
    Clear,

    /// <summary>Active steps, such as blocking.</summary>
    Green,

    /// <summary>Passive checks outside, such as asking a public service.</summary>
    Amber,

    /// <summary>Only what nobody outside can notice.</summary>
    Red,
}
