using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Warning;

/// <summary>All warning lists: whether a thing is so ordinary or so shared that naming it as bad does harm.</summary>
public sealed class WarningLists
{
    const string Folder = "warninglists/";
    const int LargestList = 64 << 20;

    static readonly Lazy<WarningLists> Embedded = new(LoadShipped);

    const int MostRemembered = 100_000;

    readonly WarningList[] _lists;
    readonly ConcurrentDictionary<Named, IReadOnlyList<WarningHit>> _found = new();

    WarningLists(IEnumerable<WarningList> lists) => _lists = [.. lists];

    /// <summary>The lists in this build: the MISP warning lists (CC0) and our own.</summary>
    public static WarningLists Shipped => Embedded.Value;

    /// <summary>No list at all.</summary>
    public static WarningLists None { get; } = new([]);

    /// <summary>The names of the lists and what a hit on each means.</summary>
    public IReadOnlyList<WarningHit> Lists => [.. _lists.Select(l => new WarningHit(l.Name, l.Class))];

    /// <summary>Reads lists from a folder in the form of the MISP warning lists: a folder a list, with <c>list.json</c> or <c>list.json.gz</c> in it.</summary>
    /// <exception cref="InvalidDataException">A list cannot be read.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static WarningLists ReadFolder(string folder)
    {
        var lists = new List<WarningList>();
        foreach (var path in Directory.EnumerateFiles(folder, "list.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            var name = Path.GetFileName(Path.GetDirectoryName(path)!);
            lists.Add(WarningList.Read(name, Bytes(file, path.EndsWith(".gz", StringComparison.Ordinal), name), WarningClasses.Shipped.Of(name)));
        }

        return new WarningLists(lists);
    }

    /// <summary>A list made of domains that are equal to its entries.</summary>
    internal static WarningLists Of(string name, WarningClass @class, IEnumerable<string> texts) =>
        new([WarningList.Read(name, JsonSerializer.SerializeToUtf8Bytes(new { type = "string", list = texts }), @class)]);

    /// <summary>These lists and others.</summary>
    public WarningLists With(WarningLists others) => new([.. _lists, .. others._lists]);

    /// <summary>The lists a thing stands on, the gravest first.</summary>
    public IReadOnlyList<WarningHit> Find(Named named)
    {
        // The same thing is asked about each time somebody speaks of it.
        if (_found.TryGetValue(named, out var known)) return known;
        if (_found.Count >= MostRemembered) _found.Clear();
        return _found[named] = Look(named);
    }

    IReadOnlyList<WarningHit> Look(Named named)
    {
        var host = Host(named);
        List<WarningHit>? hits = null;
        foreach (var list in _lists)
            if (list.Has(named, host)) (hits ??= []).Add(new WarningHit(list.Name, list.Class));
        return hits is null ? [] : [.. hits.OrderByDescending(h => h.Class)];
    }

    static string? Host(Named named) => named.Kind switch
    {
        NamedKind.Url => Uri.TryCreate(named.Value, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.IdnHost.Trim('[', ']') : null,
        NamedKind.Email => named.Value[(named.Value.IndexOf('@', StringComparison.Ordinal) + 1)..],
        _ => null,
    };

    static WarningLists LoadShipped()
    {
        var house = Assembly.GetExecutingAssembly();
        var names = house.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith(".json.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new WarningLists(names.Select(n =>
        {
            using var stream = house.GetManifestResourceStream(n)!;
            var name = n[Folder.Length..^".json.gz".Length];
            return WarningList.Read(name, Bytes(stream, packed: true, name), WarningClasses.Shipped.Of(name));
        }));
    }

    static byte[] Bytes(Stream stream, bool packed, string name)
    {
        using var plain = packed ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var whole = new MemoryStream();
        Span<byte> buffer = stackalloc byte[8192];
        for (int read; (read = plain.Read(buffer)) > 0;)
        {
            if (whole.Length + read > LargestList) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the warning list '{name}' is larger than {LargestList >> 20} MB"));
            whole.Write(buffer[..read]);
        }

        return whole.ToArray();
    }
}
