using NSec.Cryptography;

namespace Hoplite.Intelligence.Communities;

/// <summary>The key a node signs with: Ed25519 (RFC 8032). Its public half is who the node is.</summary>
public sealed class PeerKey : IDisposable
{
    static readonly SignatureAlgorithm Ed25519 = SignatureAlgorithm.Ed25519;

    readonly Key _key;

    PeerKey(Key key)
    {
        _key = key;
        Id = new PeerId(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>Who it is.</summary>
    public PeerId Id { get; }

    /// <summary>Makes a new one.</summary>
    public static PeerKey Create() => new(Key.Create(Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <summary>Opens the key in a file; makes both when there is none. Nobody but the owner may read it.</summary>
    /// <exception cref="InvalidDataException">The file holds no key.</exception>
    public static PeerKey Open(string path)
    {
        if (!File.Exists(path))
        {
            using var made = Create();
            var fresh = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) fresh.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, fresh);
            file.Write(made._key.Export(KeyBlobFormat.RawPrivateKey));
            file.Flush(flushToDisk: true);
        }

        return Key.TryImport(Ed25519, File.ReadAllBytes(path), KeyBlobFormat.RawPrivateKey, out var key)
            ? new PeerKey(key!)
            : throw new InvalidDataException($"{path} holds no key of a peer; put the file of the backup in its place");
    }

    /// <summary>Signs bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => Ed25519.Sign(_key, bytes);

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}
