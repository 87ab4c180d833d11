using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Hoplite.Guard.Transparency;

/// <summary>What a ledger held at one time: a C2SP tlog-checkpoint, kept as a signed note.</summary>
/// <param name="Origin">The name of the ledger.</param>
/// <param name="Size">Leaves.</param>
/// <param name="Root">The root of the tree of these leaves, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    // Far beyond any disk, and far from where shifts and sums run over.
    const long MaxSize = 1L << 48;
    const string Dash = "— ";

    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");

    /// <summary>Reads a signed note and checks the signature of a key; signatures of others, such as witnesses, are left alone.</summary>
    /// <exception cref="InvalidDataException">It is no checkpoint, or not signed by the key.</exception>
    public static Checkpoint Open(ReadOnlySpan<byte> note, NoteVerifier key)
    {
        var (text, signatures) = Split(note);
        var checkpoint = Parse(text);
        if (checkpoint.Origin != key.Name) throw new InvalidDataException($"the checkpoint is of the ledger {checkpoint.Origin} and not of {key.Name}");
        var signed = Utf8.GetBytes(text);
        if (!signatures.Any(s => IsOf(s, key, signed))) throw new InvalidDataException("the checkpoint is not signed by the key of the ledger");
        return checkpoint;
    }

    internal byte[] Sign(NoteSigner signer)
    {
        var text = Text;
        var signature = new byte[4 + 64];
        BinaryPrimitives.WriteUInt32BigEndian(signature, signer.Verifier.Id);
        signer.Sign(Utf8.GetBytes(text)).CopyTo(signature.AsSpan(4));
        return Utf8.GetBytes($"{text}\n{Dash}{signer.Verifier.Name} {Convert.ToBase64String(signature)}\n");
    }

    /// <summary>Whether a note is written as this program writes it: one signature, no extension.</summary>
    internal bool IsAsWritten(ReadOnlySpan<byte> note)
    {
        var (text, signatures) = Split(note);
        return text == Text && signatures.Length == 1;
    }

    static (string Text, string[] Signatures) Split(ReadOnlySpan<byte> note)
    {
        string all;
        try
        {
            all = Utf8.GetString(note);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new InvalidDataException("the checkpoint is no text", wrong);
        }

        var end = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        var lines = end < 0 ? [] : all[(end + 2)..].Split('\n');
        if (lines.Length < 2 || lines[^1].Length > 0 || !lines[..^1].All(l => l.StartsWith(Dash, StringComparison.Ordinal)))
            throw new InvalidDataException("the checkpoint is no signed note");
        return (all[..(end + 1)], lines[..^1]);
    }

    /// <summary>Reads what a note says, without asking who signed it.</summary>
    /// <exception cref="InvalidDataException">It is no checkpoint.</exception>
    internal static Checkpoint ReadUnchecked(ReadOnlySpan<byte> note) => Parse(Split(note).Text);

    static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0 || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size > MaxSize || lines[1] != size.ToString(CultureInfo.InvariantCulture) || Base64.Read(lines[2]) is not { Length: MerkleHash.Size } root)
            throw new InvalidDataException("the checkpoint does not name an origin, a size and a root");
        return new Checkpoint(lines[0], size, root);
    }

    static bool IsOf(string line, NoteVerifier key, ReadOnlySpan<byte> text)
    {
        var parts = line[Dash.Length..].Split(' ');
        if (parts.Length != 2 || parts[0] != key.Name || Base64.Read(parts[1]) is not { Length: 68 } signature) return false;
        return BinaryPrimitives.ReadUInt32BigEndian(signature) == key.Id && key.Verifies(text, signature.AsSpan(4));
    }
}
