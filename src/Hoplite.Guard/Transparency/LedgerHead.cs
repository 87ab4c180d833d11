using System.Text;

namespace Hoplite.Guard.Transparency;

/// <summary>The checkpoint of a ledger and the note that says it.</summary>
sealed record LedgerHead(Checkpoint Checkpoint, byte[] Note)
{
    /// <summary>Where it is.</summary>
    public const string Path = "checkpoint";

    /// <summary>Where the next one is made.</summary>
    public const string Draft = "checkpoint.new";

    /// <summary>The note as text.</summary>
    public string Text => Encoding.UTF8.GetString(Note);

    /// <summary>Signs a state.</summary>
    public static LedgerHead Sign(NoteSigner signer, long size, byte[] root)
    {
        var checkpoint = new Checkpoint(signer.Verifier.Name, size, root);
        return new LedgerHead(checkpoint, checkpoint.Sign(signer));
    }

    /// <summary>Reads the one that is there.</summary>
    /// <exception cref="InvalidDataException">It is missing, or not signed by the key.</exception>
    public static LedgerHead Read(ILedgerFiles files, NoteVerifier key)
    {
        var note = files.Read(Path) ?? throw new InvalidDataException("the ledger has no checkpoint: the file was removed");
        return new LedgerHead(Checkpoint.Open(note, key), note);
    }

    /// <summary>Puts it in the place of the one before, at once and durably.</summary>
    public void Write(ILedgerFiles files)
    {
        files.Write(Draft, Note);
        files.Flush(Draft);
        files.Rename(Draft, Path);
        files.FlushFolder("");
    }
}
