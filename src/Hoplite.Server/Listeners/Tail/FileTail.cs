using System.IO.Hashing;
using Hoplite.Server.Sources;
using Hoplite.Store.Spooling;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Server.Listeners.Tail;

/// <summary>
/// Follows one log file by its name. A file that was renamed is read to its end before the new one under the name is begun; a
/// file that was cut off is begun anew. Each delivery carries the cursor behind it, so that a restart reads no line twice and
/// leaves none out.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="source">Whose lines they are.</param>
/// <param name="intake">Takes the lines.</param>
sealed class FileTail(string path, EnrolledSource source, Intake intake) : IDisposable
{
    const int BlockSize = 512 << 10;
    const int MaxHead = 1_024;

    readonly byte[] _block = new byte[BlockSize];
    SafeFileHandle? _file;
    TailCursor _cursor;
    byte[] _preamble = [];
    bool _begun;

    /// <summary>Reads what is new.</summary>
    /// <returns>Whether there may be more at once.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!_begun) Begin();
        if (_file is null && !Open(0)) return false;
        var read = RandomAccess.Read(_file!, _block, _cursor.Offset);
        if (read == 0) return IsReplaced() && Reopen();
        var end = _block.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;

        // A line longer than the block is taken as it is rather than never.
        if (end == 0 && read == BlockSize) end = read;
        if (end == 0) return IsReplaced() && await DeliverAsync(read, cancellation).ConfigureAwait(false);
        return await DeliverAsync(end, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    async ValueTask<bool> DeliverAsync(int length, CancellationToken cancellation)
    {
        if (_cursor.Head < MaxHead && _cursor.Offset <= MaxHead) _cursor = Identify(_cursor.Offset);
        var next = _cursor with { Offset = _cursor.Offset + length };
        var lines = _block.AsMemory(0, length);
        if (_cursor.Offset > 0 && _preamble.Length > 0) lines = (byte[])[.. _preamble, .. lines.Span];
        try
        {
            await intake.AcceptAsync(source, "", lines.ToArray(), cursor: next.ToString(), cancellation: cancellation).ConfigureAwait(false);
        }
        catch (SpoolFullException)
        {
            return false;
        }

        _cursor = next;
        return true;
    }

    // After a restart: the file that was being read may by now have another name.
    void Begin()
    {
        _begun = true;
        if (TailCursor.Parse(intake.CursorOf(source)) is not { } last) return;
        foreach (var candidate in Candidates())
        {
            var file = TryOpen(candidate);
            if (file is null) continue;
            if (RandomAccess.GetLength(file) >= last.Offset && HashOf(file, last.Head) == last.Identity)
            {
                (_file, _cursor) = (file, last);
                ReadPreamble();
                return;
            }

            file.Dispose();
        }
    }

    IEnumerable<string> Candidates()
    {
        yield return path;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) yield break;
        foreach (var other in Directory.EnumerateFiles(folder, Path.GetFileName(path) + "*").Where(f => !f.EndsWith(".gz", StringComparison.Ordinal)).OrderByDescending(File.GetLastWriteTimeUtc).Take(8))
            if (other != Path.GetFullPath(path)) yield return other;
    }

    bool Open(long offset)
    {
        _file = TryOpen(path);
        if (_file is null) return false;
        _cursor = Identify(offset);
        ReadPreamble();
        return true;
    }

    bool Reopen()
    {
        _file?.Dispose();
        _file = null;
        return Open(0);
    }

    // Cut off, or another file under the same name.
    bool IsReplaced()
    {
        if (RandomAccess.GetLength(_file!) < _cursor.Offset) return true;
        using var now = TryOpen(path);
        return now is not null && (RandomAccess.GetLength(now) < _cursor.Offset || HashOf(now, _cursor.Head) != _cursor.Identity);
    }

    TailCursor Identify(long offset)
    {
        var head = (int)Math.Min(MaxHead, RandomAccess.GetLength(_file!));
        return new TailCursor(HashOf(_file!, head), head, offset);
    }

    // The lines at the top that begin with # say what the columns are.
    void ReadPreamble()
    {
        Span<byte> head = stackalloc byte[8 << 10];
        head = head[..RandomAccess.Read(_file!, head, 0)];
        var end = 0;
        while (end < head.Length && head[end] == (byte)'#' && head[end..].IndexOf((byte)'\n') is >= 0 and var feed) end += feed + 1;
        _preamble = head[..end].ToArray();
    }

    static ulong HashOf(SafeFileHandle file, int length)
    {
        Span<byte> head = stackalloc byte[MaxHead];
        head = head[..Math.Min(length, MaxHead)];
        return RandomAccess.Read(file, head, 0) < head.Length ? 0 : XxHash3.HashToUInt64(head);
    }

    static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
