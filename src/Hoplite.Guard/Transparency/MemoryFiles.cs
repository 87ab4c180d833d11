using System.Collections.Concurrent;

namespace Hoplite.Guard.Transparency;

/// <summary>Files that are gone with the process.</summary>
sealed class MemoryFiles : ILedgerFiles, IDisposable
{
    readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public byte[]? Read(string path) => _files.GetValueOrDefault(path);

    public IEnumerable<string> List() => _files.Keys;

    public void Write(string path, ReadOnlySpan<byte> bytes, bool secret = false) => _files[path] = bytes.ToArray();

    public void Flush(string path)
    {
        // Nothing outlives the process.
    }

    public void FlushFolder(string folder)
    {
        // Nothing outlives the process.
    }

    public void Rename(string from, string to)
    {
        _files[to] = _files[from];
        _files.TryRemove(from, out _);
    }

    public void Delete(string path) => _files.TryRemove(path, out _);

    public bool IsExposed(string path) => false;

    public IDisposable Hold() => this;

    public void Dispose()
    {
        // There is nothing to let go.
    }
}
