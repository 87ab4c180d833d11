using System.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Shares and files that are open in one connection of SMB, and the rows they make.</summary>
sealed class SmbState(Connection connection, LogWriter log)
{
    const int MaxTrees = 64, MaxFiles = 1024, MaxName = 1024;

    static readonly int Mapping = LogNames.Source("smb_mapping"), Files = LogNames.Source("smb_files");
    static readonly int Path = LogNames.Of("path"), ShareType = LogNames.Of("share_type"), Action = LogNames.Of("action"), Name = LogNames.Of("name");
    static readonly int Size = LogNames.Of("size"), PreviousName = LogNames.Of("prev_name");

    readonly Dictionary<uint, byte[]> _trees = [];
    readonly Dictionary<UInt128, SmbFile> _files = [];

    public NtlmLog Ntlm { get; } = new(connection, log);

    public static byte[] Text(ReadOnlySpan<byte> utf16) => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(utf16[..Math.Min(utf16.Length, MaxName)]));

    /// <summary>A share was opened.</summary>
    public void Connected(uint tree, byte[] path, ReadOnlySpan<byte> type)
    {
        if (_trees.Count >= MaxTrees) _trees.Clear();
        _trees[tree] = path;
        log.Begin(connection, log.Now);
        log.Text(Path, path);
        log.Text(ShareType, type);
        log.End(Mapping);
    }

    /// <summary>A file or pipe was opened.</summary>
    public void Opened(UInt128 id, uint tree, byte[] name, long size)
    {
        if (_files.Count >= MaxFiles) Clear();
        var path = _trees.GetValueOrDefault(tree) ?? [];

        // Of a share whose opening was not captured anything may be a pipe.
        var isPipe = path.Length == 0 || path.AsSpan().EndsWith("IPC$"u8);
        _files[id] = new SmbFile(name, path, isPipe ? new RpcConversation(connection, log, Ntlm, Bare(name)) : null);
        Write("SMB::FILE_OPEN"u8, name, path, size, default);
    }

    public void Closed(UInt128 id)
    {
        if (_files.Remove(id, out var file)) file.Pipe?.Finish();
    }

    public void Deleted(UInt128 id)
    {
        if (_files.TryGetValue(id, out var file)) Write("SMB::FILE_DELETE"u8, file.Name, file.Path, 0, default);
    }

    public void Deleted(uint tree, byte[] name) => Write("SMB::FILE_DELETE"u8, name, _trees.GetValueOrDefault(tree) ?? [], 0, default);

    public void Renamed(UInt128 id, byte[] name)
    {
        if (_files.TryGetValue(id, out var file)) Write("SMB::FILE_RENAME"u8, name, file.Path, 0, file.Name);
    }

    /// <summary>Bytes were written to a pipe or read from it.</summary>
    public void Piped(UInt128 id, bool fromClient, ReadOnlySpan<byte> data)
    {
        if (_files.TryGetValue(id, out var file) && file.Pipe is { } pipe && !pipe.Data(fromClient, data)) _files[id] = file with { Pipe = null };
    }

    public void Clear()
    {
        foreach (var file in _files.Values) file.Pipe?.Finish();
        _files.Clear();
    }

    void Write(ReadOnlySpan<byte> action, byte[] name, byte[] path, long size, byte[]? previous)
    {
        log.Begin(connection, log.Now);
        log.Text(Action, action);
        log.Text(Path, path);
        log.Text(Name, name);
        log.Whole(Size, size);
        if (previous is not null) log.Text(PreviousName, previous);
        log.End(Files);
    }

    static byte[] Bare(byte[] name) => name.AsSpan().TrimStart((byte)'\\').ToArray();

    readonly record struct SmbFile(byte[] Name, byte[] Path, RpcConversation? Pipe);
}
