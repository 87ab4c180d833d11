using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Hoplite.Response.Keeping;
using Hoplite.Server.Hosting;
using Hoplite.Server.Intelligence;
using Hoplite.Server.Responses;
using Hoplite.Server.Taxii;

namespace Hoplite.Server.Operations;

/// <summary>Copies everything that is kept into one file, while work goes on.</summary>
/// <remarks>
/// Cases and events first, then the spool from the earlier of their positions on: whatever arrived between the copies is in the spool
/// and is stored and looked at again after a restore, once.
/// </remarks>
public static class Backup
{
    /// <summary>The name of the list of files and their SHA-256, the last entry.</summary>
    internal const string Manifest = "manifest.json";

    /// <summary>Writes a backup; the file has its name only once it is whole.</summary>
    /// <param name="platform">What to copy.</param>
    /// <param name="ledger">Its ledger.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async Task WriteAsync(Platform platform, PlatformLedger ledger, string path, CancellationToken cancellation)
    {
        var draft = path + ".part";
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            await using (var file = DataFolder.MakeFile(draft))
            await using (var packed = new ZstdSharp.CompressionStream(file, 3))
            await using (var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
            {
                void Add(string source, string name)
                {
                    using var content = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    Take(content, name);
                }

                void Take(Stream content, string name)
                {
                    using var hashing = new HashingStream(content);
                    tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = hashing, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
                    hashes[name] = hashing.Hash();
                }

                void AddCopy(Action<string> copy, string name)
                {
                    var draftOf = Path.Combine(platform.Data, $"backup-{name}.tmp");
                    try
                    {
                        copy(draftOf);
                        Add(draftOf, name);
                    }
                    finally
                    {
                        File.Delete(draftOf);
                    }
                }

                AddCopy(platform.Database.BackUp, "cases.db");
                foreach (var name in new[] { ResponseRoom.FileName, ResponseRoom.JournalName })
                    if (File.Exists(Path.Combine(platform.Data, name))) AddCopy(to => ResponseFile.Copy(Path.Combine(platform.Data, name), to), name);

                foreach (var name in new[] { IntelligenceRoom.FileName, IntelligenceRoom.FeedsName, TaxiiRoom.FileName })
                    if (File.Exists(Path.Combine(platform.Data, name))) AddCopy(to => ResponseFile.Copy(Path.Combine(platform.Data, name), to), name);
                foreach (var name in new[] { IntelligenceRoom.KeyName, TaxiiRoom.KeyName })
                    if (File.Exists(Path.Combine(platform.Data, name))) Add(Path.Combine(platform.Data, name), name);

                var keys = Path.Combine(platform.Data, "keys");
                if (Directory.Exists(keys))
                    foreach (var key in Directory.EnumerateFiles(keys)) Add(key, "keys/" + Path.GetFileName(key));
                ledger.Copy((name, bytes) => Take(new MemoryStream(bytes.ToArray()), "ledger/" + name));
                var texts = new DirectoryInfo(Path.Combine(platform.Data, "agents"));
                if (texts.Exists)
                    foreach (var text in texts.EnumerateFiles("*", SearchOption.AllDirectories)) Add(text.FullName, "agents/" + Path.GetRelativePath(texts.FullName, text.FullName));
                await platform.Events.BackUpAsync((source, name) => Add(source, "events/" + name), cancellation).ConfigureAwait(false);
                foreach (var segment in Directory.EnumerateFiles(Path.Combine(platform.Data, "spool")).Order(StringComparer.Ordinal))
                    if (File.Exists(segment)) Add(segment, "spool/" + Path.GetFileName(segment));
                var manifest = JsonSerializer.SerializeToUtf8Bytes(new { Made = platform.Time.GetUtcNow(), Files = hashes });
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, Manifest) { DataStream = new MemoryStream(manifest) }, cancellation).ConfigureAwait(false);
            }

            File.Move(draft, path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    sealed class HashingStream(Stream inner) : Stream
    {
        // What grows while it is copied is copied as long as it was when the copy began.
        readonly long _length = inner.Length;
        readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => _length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, _length - inner.Position)]);
            _hash.AppendData(buffer[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
