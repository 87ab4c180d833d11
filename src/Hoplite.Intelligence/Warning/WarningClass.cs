namespace Hoplite.Intelligence.Warning;

/// <summary>What it means that a thing stands on a warning list.</summary>
public enum WarningClass
{
    /// <summary>It says what the thing is and no more: a scanner, a VPN exit. Nothing on it is blocked without a person.</summary>
    Known,

    /// <summary>Many strangers share it: a cloud, a large host. It may be bad today; nothing on it is blocked without a person.</summary>
    Shared,

    /// <summary>Everybody depends on it: resolvers, update servers, certificate authorities. It is never matched or blocked.</summary>
    Benign,
}

/// <summary>A thing stands on a warning list.</summary>
/// <param name="List">The name of the list.</param>
/// <param name="Class">What that means.</param>
public sealed record WarningHit(string List, WarningClass Class);
