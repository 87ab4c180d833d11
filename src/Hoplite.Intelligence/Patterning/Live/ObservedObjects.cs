using System.Globalization;
using System.Text;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Intelligence.Patterning;

/// <summary>The objects of one observation while they are gathered from an event.</summary>
sealed class ObservedObjects
{
    const int Most = 256;

    static readonly (string Short, string Long)[] Hives = [("HKLM", "HKEY_LOCAL_MACHINE"), ("HKCU", "HKEY_CURRENT_USER"), ("HKU", "HKEY_USERS"), ("HKCR", "HKEY_CLASSES_ROOT"), ("HKCC", "HKEY_CURRENT_CONFIG")];

    readonly Dictionary<string, Dictionary<string, object?>> _objects = new(StringComparer.Ordinal);
    readonly List<(string Name, string Value)> _hashes = [];

    /// <summary>The file of the program that ran.</summary>
    public string? Image { get; set; }

    /// <summary>The file the event is about.</summary>
    public string? LatestFile { get; set; }

    /// <summary>What was written to the registry.</summary>
    public string? RegistryData { get; set; }

    /// <summary>Adds an object with one property and returns its id.</summary>
    public string New(string type, string name, object? value)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{type}/{_objects.Count}");
        if (_objects.Count < Most) _objects[id] = new(StringComparer.Ordinal) { ["type"] = type, [name] = value };
        return id;
    }

    /// <summary>Sets a property, if it is not there yet, of the only object with this id; its type is the id up to the slash.</summary>
    public void Set(string id, string name, object? value) => Only(id).TryAdd(name, value);

    /// <summary>Lets a property of the only object with this id name another object.</summary>
    public void Link(string id, string name, string target) => Only(id).TryAdd(name, target);

    /// <summary>Adds to a list of the only object with this id.</summary>
    public void Append(string id, string name, object? value)
    {
        Only(id).TryAdd(name, new List<object?>());
        if (Only(id)[name] is List<object?> list) list.Add(value);
    }

    /// <summary>Adds an address.</summary>
    public string Address(string text)
    {
        if (text.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) && text.Contains('.', StringComparison.Ordinal)) text = text[7..];
        return New(text.Contains(':', StringComparison.Ordinal) ? "ipv6-addr" : "ipv4-addr", "value", text);
    }

    /// <summary>Adds a file by its path.</summary>
    public string File(string path)
    {
        var name = path.AsSpan().LastIndexOfAny('\\', '/') + 1;
        var id = New("file", "name", path[name..]);
        if (name > 1 && _objects.TryGetValue(id, out var file)) file["parent_directory_ref"] = New("directory", "path", path[..(name - 1)]);
        return id;
    }

    /// <summary>Adds an account, written with or without its domain.</summary>
    public void User(string text)
    {
        var id = New("user-account", "user_id", text);
        if (_objects.TryGetValue(id, out var user)) user["account_login"] = user["display_name"] = text[(text.LastIndexOf('\\') + 1)..];
        Link("process", "creator_user_ref", id);
    }

    /// <summary>Takes hashes, to be given to a file at the end.</summary>
    public void Hashes(string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        while (FieldParts.NextHash(ref rest, out var name, out var hash))
        {
            var called = Encoding.UTF8.GetString(name).ToUpperInvariant() switch { "SHA1" => "SHA-1", "SHA256" => "SHA-256", "SHA512" => "SHA-512", var other => other };
            if (called.Length == 0) called = hash.Length switch { 32 => "MD5", 40 => "SHA-1", 64 => "SHA-256", 128 => "SHA-512", _ => "" };
            if (called.Length > 0) _hashes.Add((called, Encoding.UTF8.GetString(hash)));
        }
    }

    /// <summary>Adds a key of the registry; Sysmon writes a value behind its key, so the key above is added too.</summary>
    public void Registry(string path)
    {
        foreach (var (brief, whole) in Hives)
            if (path.StartsWith(brief + "\\", StringComparison.OrdinalIgnoreCase)) path = whole + path[brief.Length..];
        New("windows-registry-key", "key", path);
        var name = path.LastIndexOf('\\') + 1;
        if (name <= 1) return;
        Set("windows-registry-key", "key", path[..(name - 1)]);
        Append("windows-registry-key", "values", new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = path[name..] });
    }

    /// <summary>All objects.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Complete()
    {
        if (_hashes.Count > 0)
        {
            var file = LatestFile ?? Image ?? New("file", "type", "file");
            var hashes = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in _hashes) hashes.TryAdd(name, value);
            if (_objects.TryGetValue(file, out var tree)) tree["hashes"] = hashes;
        }

        if (RegistryData is { } data && _objects.TryGetValue("windows-registry-key", out var key) && key.GetValueOrDefault("values") is List<object?> values && values[0] is IDictionary<string, object?> written) written["data"] = data;
        return _objects.ToDictionary(o => o.Key, o => (IReadOnlyDictionary<string, object?>)o.Value, StringComparer.Ordinal);
    }

    Dictionary<string, object?> Only(string id)
    {
        if (!_objects.TryGetValue(id, out var found))
            _objects[id] = found = new(StringComparer.Ordinal) { ["type"] = id.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? id[..slash] : id };
        return found;
    }
}
