using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Server.Intelligence;

/// <summary>How a member is written when one node tells another of it, and what a guest signs when it knocks.</summary>
static class MemberRecord
{
    const int LongestName = 200;
    const int MostGroups = 50;

    /// <summary>Writes it.</summary>
    public static JsonObject Write(Member member) => new()
    {
        ["key"] = member.Key.Text,
        ["name"] = member.Name,
        ["address"] = member.Address?.ToString(),
        ["since"] = member.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["invitedBy"] = member.InvitedBy?.Text,
        ["clearance"] = member.Clearance.ToString(),
        ["groups"] = new JsonArray([.. member.Groups.Select(g => JsonValue.Create(g))]),
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static Member Read(JsonNode? node, string community)
    {
        try
        {
            var record = node!.AsObject();
            var groups = record["groups"]!.AsArray();
            if (groups.Count > MostGroups) throw new InvalidDataException("a member belongs to too many groups");
            return new Member(
                PeerId.Read((string?)record["key"]) ?? throw new FormatException("key"), Name((string?)record["name"]), community, (string?)record["address"] is { } address ? Address(address) : null,
                PeerId.Read((string?)record["invitedBy"]), DateTimeOffset.Parse((string)record["since"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Enum.Parse<Tlp>((string)record["clearance"]!), [.. groups.Select(g => Name((string?)g))]);
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException("this is no record of a member", wrong);
        }
    }

    /// <summary>A name that people will read.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static string Name(string? text) =>
        text?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : throw new InvalidDataException($"a name has 1 to {LongestName} characters");

    /// <summary>Where a member is reached.</summary>
    /// <exception cref="InvalidDataException">It is no such address.</exception>
    public static Uri Address(string? text) =>
        text?.Length < 500 && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.AbsolutePath.EndsWith($"/{CommunityShelf.RootPath}/", StringComparison.Ordinal) && address.UserInfo.Length == 0
            ? address
            : throw new InvalidDataException($"the address of a member begins with https:// and ends with /{CommunityShelf.RootPath}/");

    /// <summary>What a guest signs: nobody can knock in the name of another, or send it elsewhere.</summary>
    public static byte[] Proof(string invitation, string name, string address) => Encoding.UTF8.GetBytes($"hoplite-knock\n{invitation}\n{name}\n{address}");
}
