using Hoplite.Intelligence.Keeping;

namespace Hoplite.Intelligence.Communities;

/// <summary>The objects that were taken. Only who brought an object in changes it or takes it back, and taking back is final (STIX 2.1 §3.6).</summary>
/// <param name="file">Where they are kept.</param>
public sealed class ObjectBook(IntelligenceFile file)
{
    /// <summary>An object as it came; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Find(string id) => file.Query("SELECT json FROM object WHERE id = @0", r => (byte[])r.GetValue(0), id) is [var json, ..] ? (ReadOnlyMemory<byte>?)json : null;

    /// <summary>An object with what is known of it; null when there is none.</summary>
    public StoredObject? Get(string id) => file.Query("SELECT id, author, version, tlp, revoked, received, json FROM object WHERE id = @0", Read, id) is [var stored, ..] ? stored : null;

    /// <summary>The newest objects.</summary>
    /// <param name="most">The most that are answered.</param>
    /// <param name="author">Whose; null for everybody's.</param>
    public IReadOnlyList<StoredObject> Newest(int most, string? author = null) =>
        file.Query("SELECT id, author, version, tlp, revoked, received, json FROM object WHERE @1 IS NULL OR author = @1 ORDER BY received DESC LIMIT @0", Read, most, author);

    /// <summary>The ids of all objects of an author.</summary>
    public IReadOnlyList<string> Of(string author) => file.Query("SELECT id FROM object WHERE author = @0", r => r.GetString(0), author);

    /// <summary>How many there are of each author.</summary>
    public IReadOnlyDictionary<string, long> ByAuthor() => file.Query("SELECT author, count(*) FROM object GROUP BY author", r => (r.GetString(0), r.GetInt64(1))).ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);

    /// <summary>What an object is to the one that is here under its id.</summary>
    /// <param name="offered">The object.</param>
    /// <param name="author">Whose it is.</param>
    /// <returns>What becomes of it, why it is refused, and whether nothing is here under its id.</returns>
    internal (IntakeOutcome Outcome, string Reason, bool IsFirst) Judge(SignedObject offered, string author)
    {
        var known = file.Query("SELECT author, version, hash, revoked FROM object WHERE id = @0", r => (Author: r.GetString(0), Version: r.GetInt64(1), Hash: (byte[])r.GetValue(2), Revoked: r.GetInt64(3) != 0), offered.Id);
        if (known is not [var held, ..]) return (IntakeOutcome.Taken, "", true);
        if (held.Version == offered.Version && held.Hash.AsSpan().SequenceEqual(offered.Hash)) return (IntakeOutcome.Known, "", false);
        if (held.Author != author) return (IntakeOutcome.Refused, "the id belongs to another author", false);
        if (held.Version == offered.Version) return (IntakeOutcome.Refused, "the same version is here with other content", false);
        if (held.Version > offered.Version) return (IntakeOutcome.Known, "", false);
        return held.Revoked ? (IntakeOutcome.Refused, "its author took it back before, and that is final", false) : (IntakeOutcome.Taken, "", false);
    }

    /// <summary>Keeps an object in the place of the version before.</summary>
    internal void Put(SignedObject taken, string author, DateTimeOffset now) => file.Execute(
        "INSERT INTO object VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT (id) DO UPDATE SET version = excluded.version, hash = excluded.hash, tlp = excluded.tlp, revoked = excluded.revoked, received = excluded.received, json = excluded.json",
        taken.Id, author, taken.Version, taken.Hash, (int)taken.Tlp, taken.Revoked ? 1 : 0, now.UtcTicks, taken.Json.ToArray());

    static StoredObject Read(Microsoft.Data.Sqlite.SqliteDataReader r) =>
        new(r.GetString(0), r.GetString(1), new DateTimeOffset(r.GetInt64(2), TimeSpan.Zero), r.GetInt32(3), r.GetInt64(4) != 0, new DateTimeOffset(r.GetInt64(5), TimeSpan.Zero), (byte[])r.GetValue(6));
}

/// <summary>An object that was taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">Its author or source.</param>
/// <param name="Version">Its version.</param>
/// <param name="Tlp">Its level, from 0 CLEAR to 4 RED.</param>
/// <param name="Revoked">Whether it was taken back.</param>
/// <param name="Received">When it came.</param>
/// <param name="Json">As it came.</param>
public sealed record StoredObject(string Id, string Author, DateTimeOffset Version, int Tlp, bool Revoked, DateTimeOffset Received, ReadOnlyMemory<byte> Json);
