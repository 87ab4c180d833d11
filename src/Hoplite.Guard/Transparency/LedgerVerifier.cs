using System.Text;

namespace Hoplite.Guard.Transparency;

/// <summary>Reads a whole ledger again and says whether anything in it was changed.</summary>
/// <remarks>
/// It believes nothing but the public key: every hash is computed again from the leaves. What it cannot see without a checkpoint from elsewhere
/// is that the whole folder was put back to an older state, or was made anew by someone who has the key.
/// </remarks>
public static class LedgerVerifier
{
    /// <summary>Checks the ledger of a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">What the ledger is to be held against is no checkpoint.</exception>
    /// <exception cref="IOException">It could not be read.</exception>
    public static LedgerReport Verify(string folder, LedgerCheck? check = null, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no ledger at {folder}");
        return Verify(new DiskFiles(folder), check ?? new LedgerCheck(), cancellation);
    }

    internal static LedgerReport Verify(ILedgerFiles files, LedgerCheck check, CancellationToken cancellation)
    {
        var since = check.Since is { } note ? Checkpoint.ReadUnchecked(note.Span) : null;
        var inUse = IsInUse(files);
        LedgerHead? head = null;
        try
        {
            var key = CheckKeys(files, check.Key);
            head = CheckHead(files, key);
            if (since is not null) CheckSince(check.Since!.Value.Span, since, key, head.Checkpoint);
            new LeafVerifier(files, key, head.Checkpoint, since, inUse).Run(check.Progress, cancellation);
            CheckNames(files, head.Checkpoint.Size, inUse);
            LedgerBodies.Check(files);
            return Report(null);
        }
        catch (InvalidDataException flaw)
        {
            return Report(flaw.Message);
        }

        LedgerReport Report(string? flaw) =>
            new(head?.Checkpoint.Size ?? 0, head is null ? null : Convert.ToBase64String(head.Checkpoint.Root.Span), flaw, inUse);
    }

    static NoteVerifier CheckKeys(ILedgerFiles files, NoteVerifier? expected)
    {
        var key = Explained(LedgerKeys.Public, () => LedgerKeys.ReadPublic(files));
        if (files.Read(LedgerKeys.Public).AsSpan() is var written && !written.SequenceEqual(Encoding.UTF8.GetBytes(key + "\n")))
            throw new InvalidDataException($"{LedgerKeys.Public} holds more than a key: it was changed");
        if (expected is not null && expected.ToString() != key.ToString())
            throw new InvalidDataException($"{LedgerKeys.Public} is not the key you named: this is another ledger, or the ledger was made anew under another key");
        CheckSecret(files, key, expected is not null);
        return key;
    }

    static void CheckSecret(ILedgerFiles files, NoteVerifier key, bool mayBeAway)
    {
        try
        {
            if (files.Read(LedgerKeys.Secret) is not { } secret)
            {
                if (mayBeAway) return;
                throw new InvalidDataException($"{LedgerKeys.Secret} is missing: nothing can be appended any more (a copy without it is checked with the public key named)");
            }

            if (files.IsExposed(LedgerKeys.Secret)) throw new InvalidDataException($"{LedgerKeys.Secret} can be read by other accounts: whoever has it can forge the ledger");
            using var signer = Explained(LedgerKeys.Secret, () => NoteSigner.Parse(Encoding.UTF8.GetString(secret)));
            if (signer.Verifier.ToString() != key.ToString() || !secret.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(signer.Export())))
                throw new InvalidDataException($"{LedgerKeys.Secret} does not belong to {LedgerKeys.Public}: one of them was replaced");
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever checks need not be the account that writes; what they may not read they need not believe.
        }
    }

    static LedgerHead CheckHead(ILedgerFiles files, NoteVerifier key)
    {
        var head = Explained(LedgerHead.Path, () => LedgerHead.Read(files, key));
        return head.Checkpoint.IsAsWritten(head.Note) ? head : throw new InvalidDataException($"{LedgerHead.Path} holds more than the ledger writes: it was changed");
    }

    static void CheckSince(ReadOnlySpan<byte> note, Checkpoint since, NoteVerifier key, Checkpoint now)
    {
        try
        {
            Checkpoint.Open(note, key);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException("the checkpoint you kept is not signed by the key of this ledger: the ledger was replaced by another one, or the file is of another ledger", wrong);
        }

        if (since.Size > now.Size)
            throw new InvalidDataException($"the ledger has {now.Size:N0} leaves and had {since.Size:N0} when your checkpoint was kept: it was set back, and the leaves since are gone");
    }

    static void CheckNames(ILedgerFiles files, long size, bool inUse)
    {
        foreach (var path in files.List().Order(StringComparer.Ordinal))
        {
            if (path is LedgerHead.Path or LedgerKeys.Secret or LedgerKeys.Public || LedgerBodies.IsName(path)) continue;
            var isTile = TileName.TryParse(path, out var tile);
            if (isTile && tile.IsNeeded(size)) continue;
            var isLeftOver = isTile || path is LedgerHead.Draft or LedgerKeys.Draft || LedgerBodies.IsDraft(path);
            if (inUse && isLeftOver) continue;
            throw new InvalidDataException(isLeftOver
                ? $"{path} is not part of a ledger of {size:N0} leaves: the checkpoint was set back, or a crash left the file (opening the ledger removes it), or someone put it there"
                : $"{path} is no file of a ledger: someone put it there");
        }
    }

    static bool IsInUse(ILedgerFiles files)
    {
        try
        {
            files.Hold().Dispose();
            return false;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    static T Explained<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }
}
