using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Guard.Text;

/// <summary>Text that an attacker may have written. It shows itself to nobody: what it says can be read only through <see cref="Quarantine"/> and <see cref="SafeRenderer"/>.</summary>
/// <remarks>An analyzer of this repository makes any other use a build error.</remarks>
public sealed class UntrustedText : IEquatable<UntrustedText>
{
    readonly string _text;

    /// <summary>Locks a text away.</summary>
    public UntrustedText(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>How many UTF-16 units it has.</summary>
    public int Length => _text.Length;

    /// <summary>SHA-256 of its UTF-8 bytes.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));

    /// <summary>Says that there is text, never what it is.</summary>
    public override string ToString() => $"⟨untrusted sha256:{Sha256().AsSpan(0, 8)} len={_text.Length}⟩";

    /// <inheritdoc />
    public bool Equals(UntrustedText? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as UntrustedText);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>The text; for the quarantine and the renderer.</summary>
    internal string Reveal() => _text;
}
