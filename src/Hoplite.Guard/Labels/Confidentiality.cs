namespace Hoplite.Guard.Labels;

/// <summary>Who may see a value. The order is the order of secrecy.</summary>
public enum Confidentiality
{
    /// <summary>Anybody.</summary>
    Public = 0,

    /// <summary>People of the organisation.</summary>
    Internal = 1,

    /// <summary>Those who work on the case; data about persons.</summary>
    Sensitive = 2,

    /// <summary>Nobody who need not: keys, passwords, tokens.</summary>
    Secret = 3,
}
