using System.Text;

namespace Hoplite.Guard.Transparency;

/// <summary>The key files of a ledger.</summary>
static class LedgerKeys
{
    /// <summary>The secret key; for one account.</summary>
    public const string Secret = "key";

    /// <summary>The public key, as a <c>vkey</c>.</summary>
    public const string Public = "key.pub";

    /// <summary>Where a new key is made.</summary>
    public const string Draft = "key.new";

    /// <summary>Opens the key of a ledger and keeps other writers away; a new ledger gets a new key.</summary>
    /// <exception cref="InvalidDataException">The key is missing, damaged, or can be read by other accounts.</exception>
    /// <exception cref="IOException">There is another writer.</exception>
    public static (NoteSigner Signer, IDisposable Hold) Open(ILedgerFiles files)
    {
        if (files.Read(Secret) is null) Create(files);
        if (files.IsExposed(Secret)) throw new InvalidDataException("the key of the ledger can be read by other accounts; whoever has it can forge the ledger. Make it private (chmod 600), and think about whether it was read");
        IDisposable hold;
        try
        {
            hold = files.Hold();
        }
        catch (IOException busy)
        {
            throw new IOException("another process writes the ledger; there can be one", busy);
        }

        try
        {
            var signer = NoteSigner.Parse(Encoding.UTF8.GetString(files.Read(Secret) ?? []));
            if (ReadPublic(files).ToString() != signer.Verifier.ToString())
            {
                signer.Dispose();
                throw new InvalidDataException($"{Public} does not belong to the key of the ledger");
            }

            return (signer, hold);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Reads the public key.</summary>
    /// <exception cref="InvalidDataException">It is missing or damaged.</exception>
    public static NoteVerifier ReadPublic(ILedgerFiles files) =>
        NoteVerifier.Parse(Encoding.UTF8.GetString(files.Read(Public) ?? throw new InvalidDataException($"the ledger has no public key: {Public} is missing")));

    // The key comes last: where it is, everything else is too, so a file that is missing then was taken away.
    static void Create(ILedgerFiles files)
    {
        if (files.List().Any(path => path.StartsWith("tile/", StringComparison.Ordinal)))
            throw new InvalidDataException("the key of the ledger is missing and leaves are there; put it back from a backup, or move the folder away to begin a new ledger");
        using var signer = NoteSigner.Create();
        files.Write(Public, Encoding.UTF8.GetBytes(signer.Verifier + "\n"));
        files.Flush(Public);
        LedgerHead.Sign(signer, 0, MerkleHash.Empty.ToArray()).Write(files);
        files.Write(Draft, Encoding.UTF8.GetBytes(signer.Export()), secret: true);
        files.Flush(Draft);
        files.Rename(Draft, Secret);
        files.FlushFolder("");
    }
}
