namespace Hoplite.Guard.Transparency;

/// <summary>
/// The few things a ledger asks of a disk, so that a test can stop or lose any of them. Paths are relative, with slashes. Nothing is durable
/// before it is flushed: the bytes of a file by <see cref="Flush"/>, its name by <see cref="FlushFolder"/>.
/// </summary>
interface ILedgerFiles
{
    /// <summary>The bytes of a file; null when there is none.</summary>
    byte[]? Read(string path);

    /// <summary>The paths of all files, in no order.</summary>
    IEnumerable<string> List();

    /// <summary>Makes a file, or replaces what is in it, and makes the folders it needs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="secret">Whether only the account of the platform may read it.</param>
    void Write(string path, ReadOnlySpan<byte> bytes, bool secret = false);

    /// <summary>Makes the bytes of a file durable.</summary>
    void Flush(string path);

    /// <summary>Makes the names in a folder durable; the folder of the ledger itself is the empty path.</summary>
    void FlushFolder(string folder);

    /// <summary>Renames a file over another, at once.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file, and the folder of a partial tile with its last file; nothing when there is none.</summary>
    void Delete(string path);

    /// <summary>Whether others than the account of the platform may read a file.</summary>
    bool IsExposed(string path);

    /// <summary>Keeps every other writer away until it is disposed.</summary>
    /// <exception cref="IOException">There is another writer.</exception>
    IDisposable Hold();
}
