using System.Security.Cryptography;

namespace Hoplite.Guard.Transparency;

/// <summary>
/// The long texts behind leaves, such as what a model was asked: encrypted files under the SHA-256 of their plain bytes, which is what a leaf
/// holds. A text can be deleted; the ledger stays whole and still proves that there was one.
/// </summary>
/// <remarks>
/// AES-256-GCM with a key in <c>bodies/key</c>; a file is nonce (12 bytes), tag (16) and ciphertext, bound to its address. After a deletion
/// the digest stays: who can guess a short text can still confirm it.
/// </remarks>
public sealed class LedgerBodies : IDisposable
{
    /// <summary>The most bytes a text may have.</summary>
    public const int MaxBytes = 16 << 20;

    const string Folder = "bodies";
    const string KeyPath = Folder + "/key";
    const string Draft = ".new";
    const int NonceSize = 12;
    const int TagSize = 16;

    readonly ILedgerFiles _files;
    readonly AesGcm _cipher;
    readonly Lock _gate = new();

    LedgerBodies(ILedgerFiles files, byte[] key) => (_files, _cipher) = (files, new AesGcm(key, TagSize));

    /// <summary>Opens the texts of a ledger, or makes the place for them, with a new key.</summary>
    /// <param name="folder">The folder of the ledger.</param>
    /// <exception cref="InvalidDataException">The key is missing or damaged, or can be read by other accounts.</exception>
    public static LedgerBodies Open(string folder) => Open(DiskFiles.Make(folder));

    internal static LedgerBodies Open(ILedgerFiles files)
    {
        if (files.Read(KeyPath) is null)
        {
            if (files.List().Any(path => DigestOf(path) is not null)) throw new InvalidDataException("the key of the texts is missing; without it they cannot be read");
            WriteDurably(files, KeyPath, RandomNumberGenerator.GetBytes(32), secret: true);
            files.FlushFolder("");
        }

        foreach (var left in files.List().Where(IsDraft).ToList()) files.Delete(left);
        return new LedgerBodies(files, ReadKey(files));
    }

    /// <summary>Keeps a text; when it returns, it is on the disk.</summary>
    /// <returns>Its address: the SHA-256 of its bytes.</returns>
    /// <exception cref="ArgumentException">It is too long.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public byte[] Put(ReadOnlySpan<byte> plain)
    {
        if (plain.Length > MaxBytes) throw new ArgumentException($"a text of {plain.Length:N0} bytes is too long; {MaxBytes:N0} is the most", nameof(plain));
        var digest = SHA256.HashData(plain);
        var file = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(file.AsSpan(0, NonceSize));
        lock (_gate)
        {
            if (_files.Read(PathOf(digest)) is not null) return digest;
            _cipher.Encrypt(file.AsSpan(0, NonceSize), plain, file.AsSpan(NonceSize + TagSize), file.AsSpan(NonceSize, TagSize), digest);
            WriteDurably(_files, PathOf(digest), file, secret: true);
        }

        return digest;
    }

    /// <summary>The text at an address; null when there is none, or none any more.</summary>
    /// <exception cref="InvalidDataException">It was changed.</exception>
    public byte[]? Get(ReadOnlySpan<byte> digest)
    {
        if (digest.Length != SHA256.HashSizeInBytes) throw new ArgumentException("an address has 32 bytes", nameof(digest));
        return _files.Read(PathOf(digest)) is { } file ? Decrypt(file, digest) : null;
    }

    /// <summary>Removes a text for good.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(ReadOnlySpan<byte> digest)
    {
        lock (_gate)
        {
            if (_files.Read(PathOf(digest)) is null) return false;
            _files.Delete(PathOf(digest));
            _files.FlushFolder(Folder);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    internal static bool IsName(string path) => path == KeyPath || DigestOf(path) is not null;

    internal static bool IsDraft(string path) => path.EndsWith(Draft, StringComparison.Ordinal) && IsName(path[..^Draft.Length]);

    /// <exception cref="InvalidDataException">The first flaw.</exception>
    internal static void Check(ILedgerFiles files)
    {
        var paths = files.List().Where(IsName).Order(StringComparer.Ordinal).ToList();
        if (paths.Count == 0) return;
        if (!paths.Contains(KeyPath)) throw new InvalidDataException($"{KeyPath} is missing: the texts beside it cannot be read any more");
        try
        {
            using var bodies = new LedgerBodies(files, ReadKey(files));
            foreach (var path in paths)
                if (DigestOf(path) is { } digest) bodies.Get(digest);
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever checks the ledger need not be able to read the texts.
        }
    }

    byte[] Decrypt(byte[] file, ReadOnlySpan<byte> digest)
    {
        var changed = $"{PathOf(digest)} was changed, or its key was";
        if (file.Length < NonceSize + TagSize) throw new InvalidDataException(changed);
        var plain = new byte[file.Length - NonceSize - TagSize];
        try
        {
            _cipher.Decrypt(file.AsSpan(0, NonceSize), file.AsSpan(NonceSize + TagSize), file.AsSpan(NonceSize, TagSize), plain, digest);
        }
        catch (CryptographicException wrong)
        {
            throw new InvalidDataException(changed, wrong);
        }

        return SHA256.HashData(plain).AsSpan().SequenceEqual(digest) ? plain : throw new InvalidDataException(changed);
    }

    static byte[] ReadKey(ILedgerFiles files)
    {
        if (files.IsExposed(KeyPath)) throw new InvalidDataException($"{KeyPath} can be read by other accounts; make it private (chmod 600)");
        return files.Read(KeyPath) is { Length: 32 } key ? key : throw new InvalidDataException($"{KeyPath} holds no key");
    }

    static void WriteDurably(ILedgerFiles files, string path, ReadOnlySpan<byte> bytes, bool secret)
    {
        files.Write(path + Draft, bytes, secret);
        files.Flush(path + Draft);
        files.Rename(path + Draft, path);
        files.FlushFolder(Folder);
    }

    static string PathOf(ReadOnlySpan<byte> digest) => $"{Folder}/{Convert.ToHexStringLower(digest)}";

    static byte[]? DigestOf(string path)
    {
        var name = path.StartsWith(Folder + "/", StringComparison.Ordinal) ? path[(Folder.Length + 1)..] : "";
        return name.Length == 64 && name.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(name) : null;
    }
}
