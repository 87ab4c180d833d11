using System.Text.Json.Nodes;

namespace Hoplite.Response.Responders.Files;

/// <summary>An instant as a file system keeps it.</summary>
/// <param name="Seconds">Since 1970.</param>
/// <param name="Nanoseconds">The rest.</param>
readonly record struct FileMoment(long Seconds, uint Nanoseconds);

/// <summary>What a file system says of a file.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Number">The file's number in it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Names">How many names it has.</param>
/// <param name="Mode">Kind and rights.</param>
/// <param name="User">Who owns it.</param>
/// <param name="Group">The group.</param>
/// <param name="Read">When it was read.</param>
/// <param name="Written">When it was written.</param>
sealed record FileState(string Device, long Number, long Size, uint Names, int Mode, uint User, uint Group, FileMoment Read, FileMoment Written)
{
    /// <summary>Whether it is a plain file.</summary>
    public bool IsPlain => (Mode & 0xF000) == 0x8000;

    /// <summary>Its rights alone.</summary>
    public uint Rights => (uint)Mode & 0xFFF;

    /// <summary>Whether it is the same file.</summary>
    public bool IsSame(FileState? other) => other is not null && other.Device == Device && other.Number == Number;

    /// <summary>It as data.</summary>
    public JsonObject ToJson() => new()
    {
        ["device"] = Device, ["inode"] = Number, ["size"] = Size, ["names"] = Names, ["mode"] = Mode, ["user"] = User, ["group"] = Group,
        ["read"] = Read.Seconds, ["readNs"] = Read.Nanoseconds, ["written"] = Written.Seconds, ["writtenNs"] = Written.Nanoseconds,
    };

    /// <summary>It from data.</summary>
    public static FileState From(JsonNode data) => new(
        (string)data["device"]!, (long)data["inode"]!, (long)data["size"]!, (uint)data["names"]!, (int)data["mode"]!, (uint)data["user"]!, (uint)data["group"]!,
        new FileMoment((long)data["read"]!, (uint)data["readNs"]!), new FileMoment((long)data["written"]!, (uint)data["writtenNs"]!));
}
