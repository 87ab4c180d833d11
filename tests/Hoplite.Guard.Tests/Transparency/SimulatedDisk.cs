using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

/// <summary>A disk that keeps only what was flushed for certain, and of the rest, after a crash, any part.</summary>
sealed class SimulatedDisk : ILedgerFiles, IDisposable
{
    readonly Dictionary<string, Node> _now = new(StringComparer.Ordinal);
    readonly Dictionary<string, Node> _safe = new(StringComparer.Ordinal);
    readonly HashSet<string> _folders = [""];
    readonly HashSet<string> _safeFolders = [""];

    /// <summary>The number of the operation that fails.</summary>
    public int FailAt { get; set; } = int.MaxValue;

    /// <summary>Whether every later one fails too.</summary>
    public bool IsCrash { get; set; }

    public int Operations { get; private set; }

    public bool IsHeld { get; private set; }

    /// <summary>What is there after the machine lost its power.</summary>
    public SimulatedDisk AfterCrash(Random random)
    {
        var image = new SimulatedDisk();
        foreach (var folder in _folders.Union(_safeFolders).OrderBy(f => f.Length))
            if ((_folders.Contains(folder) && _safeFolders.Contains(folder)) || random.Next(2) == 0)
                if (folder.Length == 0 || image._folders.Contains(Parent(folder))) image._folders.Add(folder);
        foreach (var path in _now.Keys.Union(_safe.Keys))
        {
            var (now, safe) = (_now.GetValueOrDefault(path), _safe.GetValueOrDefault(path));
            var node = random.Next(2) == 0 ? now : safe;
            if (node is not null && image._folders.Contains(Parent(path))) image._now[path] = image._safe[path] = new Node(node.Survivor(random));
        }

        image._safeFolders.UnionWith(image._folders);
        return image;
    }

    public byte[]? Read(string path) => _now.GetValueOrDefault(path)?.Now;

    public IEnumerable<string> List() => [.. _now.Keys];

    public void Write(string path, ReadOnlySpan<byte> bytes, bool secret = false)
    {
        for (var folder = Parent(path); folder.Length > 0; folder = Parent(folder)) _folders.Add(folder);
        if (!_now.TryGetValue(path, out var node)) _now[path] = node = new Node([]);
        node.Now = bytes.ToArray();
        Step();
    }

    public void Flush(string path)
    {
        Step();
        _now[path].Safe = _now[path].Now;
    }

    public void FlushFolder(string folder)
    {
        Step();
        foreach (var path in _now.Keys.Union(_safe.Keys).Where(p => Parent(p) == folder).ToList())
            if (_now.TryGetValue(path, out var node)) _safe[path] = node;
            else _safe.Remove(path);
        foreach (var child in _folders.Union(_safeFolders).Where(f => f.Length > 0 && Parent(f) == folder).ToList())
            if (_folders.Contains(child)) _safeFolders.Add(child);
            else _safeFolders.Remove(child);
    }

    public void Rename(string from, string to)
    {
        Step();
        _now[to] = _now[from];
        _now.Remove(from);
        Step();
    }

    public void Delete(string path)
    {
        Step();
        if (!_now.Remove(path)) return;
        var parent = Parent(path);
        if (parent.EndsWith(".p", StringComparison.Ordinal) && !_now.Keys.Any(p => Parent(p) == parent)) _folders.Remove(parent);
    }

    public bool IsExposed(string path) => false;

    public IDisposable Hold()
    {
        if (IsHeld) throw new IOException("held");
        IsHeld = true;
        return this;
    }

    public void Dispose() => IsHeld = false;

    void Step()
    {
        var step = Operations++;
        if (step == FailAt || (IsCrash && step > FailAt)) throw new IOException($"the disk failed at step {step}");
    }

    static string Parent(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";

    sealed class Node(byte[] bytes)
    {
        public byte[] Now { get; set; } = bytes;

        public byte[] Safe { get; set; } = bytes;

        public byte[] Survivor(Random random) => ReferenceEquals(Now, Safe) ? Now : random.Next(4) switch
        {
            0 => Now,
            1 => Safe,
            2 => Now[..random.Next(Now.Length + 1)],
            // The length is there already and the bytes are not.
            _ => new byte[Now.Length],
        };
    }
}
