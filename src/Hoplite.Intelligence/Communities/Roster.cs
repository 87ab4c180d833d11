using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Communities;

/// <summary>Who belongs, by whose word, and which invitations were used. It survives a restart.</summary>
public sealed class Roster
{
    readonly IntelligenceFile _file;
    readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    readonly Lock _gate = new();

    /// <summary>Reads it.</summary>
    public Roster(IntelligenceFile file)
    {
        _file = file;
        foreach (var json in file.Query("SELECT json FROM member", r => r.GetString(0))) if (Read(json) is { } member) _members[member.Key.Identity] = member;
    }

    /// <summary>Everybody, those put out as well.</summary>
    public IReadOnlyList<Member> All
    {
        get
        {
            lock (_gate) return [.. _members.Values.OrderBy(m => m.Since)];
        }
    }

    /// <summary>A member by the id of its identity; null when it does not belong.</summary>
    public Member? Find(string identity)
    {
        lock (_gate) return _members.TryGetValue(identity, out var member) && member.Expelled is null ? member : null;
    }

    /// <summary>Takes a member in, or changes what is known of it.</summary>
    public void Put(Member member)
    {
        lock (_gate)
        {
            _file.Execute("INSERT INTO member VALUES (@0, @1) ON CONFLICT (id) DO UPDATE SET json = excluded.json", member.Key.Identity, Write(member));
            _members[member.Key.Identity] = member;
        }
    }

    /// <summary>Puts a member out, and everybody it let in who is still a newcomer with it.</summary>
    /// <param name="identity">The member.</param>
    /// <param name="now">When.</param>
    /// <param name="probation">How long a newcomer answers for who let it in.</param>
    /// <returns>Everybody who went.</returns>
    public IReadOnlyList<Member> Expel(string identity, DateTimeOffset now, TimeSpan probation)
    {
        lock (_gate)
        {
            var gone = new List<Member>();
            var next = new Queue<string>([identity]);
            while (next.TryDequeue(out var id))
            {
                if (Find(id) is not { } member) continue;
                Put(member with { Expelled = now });
                gone.Add(member);
                foreach (var guest in _members.Values)
                    if (guest.Expelled is null && guest.InvitedBy?.Equals(member.Key) == true && now - guest.Since < probation) next.Enqueue(guest.Key.Identity);
            }

            return gone;
        }
    }

    /// <summary>Uses an invitation up.</summary>
    /// <returns>False when it was used before.</returns>
    public bool Redeem(string nonce, DateTimeOffset now) =>
        _file.Execute("INSERT OR IGNORE INTO setting VALUES (@0, @1)", "invitation " + nonce, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)) == 1;

    static string Write(Member member) => new JsonObject
    {
        ["key"] = member.Key.Text,
        ["name"] = member.Name,
        ["community"] = member.Community,
        ["address"] = member.Address?.ToString(),
        ["invited_by"] = member.InvitedBy?.Text,
        ["since"] = member.Since,
        ["clearance"] = member.Clearance.ToString(),
        ["groups"] = new JsonArray([.. member.Groups.Select(g => JsonValue.Create(g))]),
        ["expelled"] = member.Expelled,
    }.ToJsonString();

    static Member? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (PeerId.Read(root.GetProperty("key").GetString()) is not { } key) return null;
        return new Member(
            key, root.GetProperty("name").GetString()!, root.GetProperty("community").GetString()!, root.GetProperty("address").GetString() is { } address ? new Uri(address) : null,
            PeerId.Read(root.GetProperty("invited_by").GetString()), root.GetProperty("since").GetDateTimeOffset(), Enum.Parse<Tlp>(root.GetProperty("clearance").GetString()!),
            [.. root.GetProperty("groups").EnumerateArray().Select(g => g.GetString()!)], root.GetProperty("expelled") is { ValueKind: JsonValueKind.String } gone ? gone.GetDateTimeOffset() : null);
    }
}
