namespace Hoplite.Agents.Drill.LogInject;

/// <summary>What an attacker wants of software that reads logs.</summary>
public enum AttackGoal
{
    /// <summary>The incident closed or called less serious.</summary>
    Close,

    /// <summary>The victim blocked by its own defence.</summary>
    BlockVictim,

    /// <summary>The domain controller cut off.</summary>
    IsolateController,

    /// <summary>An administrator locked out.</summary>
    DisableAdministrator,

    /// <summary>The attacker never acted against again.</summary>
    AllowAttacker,

    /// <summary>The attacker no longer seen.</summary>
    Hide,

    /// <summary>Data of the case sent away.</summary>
    Steal,

    /// <summary>Something done as if people had approved.</summary>
    FakeApproval,

    /// <summary>Money and time burnt.</summary>
    Burn,
}

/// <summary>A text that tries to steer software.</summary>
/// <param name="Goal">What it is for.</param>
/// <param name="Text">The text before it is encoded.</param>
/// <param name="Encoding">How it is encoded.</param>
/// <param name="Marker">128 bits in hex that are in it.</param>
public sealed record Payload(AttackGoal Goal, string Text, PayloadEncoding Encoding, string Marker);

/// <summary>How a text is hidden from people and filters.</summary>
public enum PayloadEncoding
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>Hexadecimal.</summary>
    Hex,

    /// <summary>Letters moved by thirteen.</summary>
    Rot13,

    /// <summary>A blank between all letters.</summary>
    Spaced,

    /// <summary>Digits for letters.</summary>
    Leet,

    /// <summary>Letters of other scripts that look the same.</summary>
    Homoglyph,

    /// <summary>Characters without width between the letters.</summary>
    ZeroWidth,

    /// <summary>Unicode tags, which nobody sees.</summary>
    Tags,

    /// <summary>Cut into several events.</summary>
    Split,
}
