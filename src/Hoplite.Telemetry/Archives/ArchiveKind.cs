using System.Buffers.Binary;

namespace Hoplite.Telemetry.Archives;

/// <summary>What packs evidence.</summary>
enum ArchiveKind
{
    None,
    Zip,
    Gzip,
    Zstandard,
    Tar,
}

/// <summary>Tells archives by their first bytes.</summary>
static class ArchiveKinds
{
    public static ArchiveKind Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) return ArchiveKind.Zip;
        if (head.Length >= 10 && head[0] == 0x1F && head[1] == 0x8B && head[2] == 8) return ArchiveKind.Gzip;
        if (head.Length >= 4)
        {
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
            if (magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50) return ArchiveKind.Zstandard;
        }

        return TarMembers.IsHeader(head) ? ArchiveKind.Tar : ArchiveKind.None;
    }

    /// <summary>The name of what a compressed file holds.</summary>
    public static string Inner(string name)
    {
        foreach (var end in (string[])[".gz", ".gzip", ".zst", ".zstd"])
            if (name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) return name[..^end.Length];
        return name;
    }
}
