using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Hoplite.Telemetry.Mapping;

namespace Hoplite.Telemetry;

/// <summary>Interns field names to small integers for the process; reading takes no lock.</summary>
/// <remarks>
/// A name is a path: a nested key is interned below its parent, and its full name is the dotted path. Hostile input can invent
/// names without end, so after <see cref="Capacity"/> names every new one becomes <see cref="Overflow"/>; names that rules use are
/// interned when the rules are compiled and are therefore never lost.
/// </remarks>
public static class FieldTable
{
    /// <summary>The root of all paths; not a field.</summary>
    public const int Root = 0;

    /// <summary>The id that stands for all names beyond <see cref="Capacity"/>.</summary>
    public const int Overflow = 1;

    /// <summary>The most names the process keeps.</summary>
    public const int Capacity = 1 << 16;

    const int Slots = Capacity * 4;

    // Without a secret an attacker could choose keys that all fall into one slot.
    static readonly ulong Seed = (ulong)Random.Shared.NextInt64();
    static readonly Lock Gate = new();
    static readonly Entry?[] Table = new Entry?[Slots];
    static readonly Entry?[] ById = new Entry?[Capacity];
    static readonly ConcurrentDictionary<string, int> Dotted = new(StringComparer.Ordinal);
    static readonly FieldTrait[] Traits = new FieldTrait[Capacity];
    static int _count;

    static FieldTable()
    {
        ById[Root] = new Entry(Root, [], "", Root);
        ById[Overflow] = new Entry(Root, "\0overflow"u8.ToArray(), "(other)", Overflow);
        Traits[Overflow] = new FieldTrait(Overflow, 0, 0);
        _count = 2;
    }

    /// <summary>How many names there are so far.</summary>
    public static int Count => Volatile.Read(ref _count);

    /// <summary>The full dotted name of an id.</summary>
    public static string Name(int id) => Volatile.Read(ref ById[id])!.FullName;

    /// <summary>The id of the name under which rules know this field: <c>winlog.event_data.Image</c> is <c>Image</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Canonical(int id) => Traits[id].Canonical;

    /// <summary>The name under which rules know a dotted path.</summary>
    public static string Canonical(string name) => JsonMapping.Default.Canonical(name);

    /// <summary>What the name alone says about the event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref readonly FieldTrait Trait(int id) => ref Traits[id];

    /// <summary>The id of a dotted name, interned as one top-level key and never split.</summary>
    public static int Intern(string name)
    {
        if (Dotted.TryGetValue(name, out var id)) return id;
        id = Intern(Root, Encoding.UTF8.GetBytes(name));
        if (id != Overflow) Dotted[name] = id;
        return id;
    }

    /// <summary>The id of a top-level key given as UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Intern(ReadOnlySpan<byte> key) => Intern(Root, key);

    /// <summary>The id of a key below a parent.</summary>
    /// <param name="parent">The id of the object that holds the key; <see cref="Root"/> at the top.</param>
    /// <param name="key">The key, UTF-8.</param>
    public static int Intern(int parent, ReadOnlySpan<byte> key)
    {
        var slot = Hash(parent, key) & (Slots - 1);
        while (true)
        {
            var entry = Volatile.Read(ref Table[slot]);
            if (entry is null) return Add(parent, key);
            if (entry.Parent == parent && key.SequenceEqual(entry.Key)) return entry.Id;
            slot = (slot + 1) & (Slots - 1);
        }
    }

    /// <summary>
    /// Interns a name that rules use, in every form in which a source may write it: as one key, as a path, and inside each known
    /// container. After this no flood of invented names can hide it.
    /// </summary>
    public static void Reserve(string name)
    {
        Intern(name);
        InternPath(Root, name);
        foreach (var container in JsonMapping.Default.Containers)
        {
            var parent = InternPath(Root, container);
            Intern(parent, Encoding.UTF8.GetBytes(name));
            InternPath(parent, name);
        }

        foreach (var (path, canonical) in JsonMapping.Default.Names)
            if (canonical == name) InternPath(Root, path);
    }

    static int InternPath(int parent, string path)
    {
        foreach (var part in path.Split('.')) parent = Intern(parent, Encoding.UTF8.GetBytes(part));
        return parent;
    }

    /// <summary>Whether the key with this id is the one at hand; the cheap check behind guessing the next key of a repeating event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Is(int id, int parent, ReadOnlySpan<byte> key)
    {
        var entry = ById[id]!;
        return entry.Parent == parent && key.SequenceEqual(entry.Key);
    }

    static int Add(int parent, ReadOnlySpan<byte> key)
    {
        lock (Gate)
        {
            var slot = Hash(parent, key) & (Slots - 1);
            while (Table[slot] is { } seen)
            {
                if (seen.Parent == parent && key.SequenceEqual(seen.Key)) return seen.Id;
                slot = (slot + 1) & (Slots - 1);
            }

            if (_count >= Capacity || key.Length > 512) return Overflow;
            var text = Encoding.UTF8.GetString(key);
            var full = parent == Root ? text : ById[parent]!.FullName + "." + text;
            if (full.Length > 2048) return Overflow;
            var entry = new Entry(parent, key.ToArray(), full, _count);
            ById[entry.Id] = entry;
            Volatile.Write(ref _count, _count + 1);
            var canonical = JsonMapping.Default.Canonical(full);
            Traits[entry.Id] = FieldTrait.Of(canonical, parent == Root && canonical == full ? entry.Id : Intern(canonical));
            slot = Hash(parent, key) & (Slots - 1);
            while (Table[slot] is not null) slot = (slot + 1) & (Slots - 1);
            Volatile.Write(ref Table[slot], entry);
            return entry.Id;
        }
    }

    // Length and both ends tell almost all keys of real logs apart; the comparison after it is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Hash(int parent, ReadOnlySpan<byte> key)
    {
        ulong low, high;
        ref var first = ref MemoryMarshal.GetReference(key);
        if (key.Length >= 8)
        {
            low = Unsafe.ReadUnaligned<ulong>(ref first);
            high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, key.Length - 8));
        }
        else
        {
            low = high = 0;
            for (var i = 0; i < key.Length; i++) low = (low << 8) | Unsafe.Add(ref first, i);
        }

        var mixed = (low ^ Seed ^ ((ulong)(uint)parent << 32) ^ (ulong)key.Length) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 29) ^ high) * 0xBF58476D1CE4E5B9;
        return (int)(mixed >> 40);
    }

    sealed record Entry(int Parent, byte[] Key, string FullName, int Id);
}
