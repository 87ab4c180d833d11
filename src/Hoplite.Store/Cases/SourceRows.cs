namespace Hoplite.Store.Cases;

/// <summary>An enrolled source as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">How it delivers.</param>
/// <param name="TokenHash">SHA-256 of its token; null when it has none.</param>
/// <param name="SilentAfter">How long it may say nothing.</param>
/// <param name="IsNew">Whether nobody has enrolled it.</param>
public sealed record KeptSource(string Id, string Name, string Kind, byte[]? TokenHash, TimeSpan? SilentAfter, bool IsNew);

/// <summary>The sources that are kept.</summary>
/// <param name="database">Where they are kept.</param>
public sealed class SourceRows(CaseDatabase database)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<KeptSource> All() => database.Read(s => s.Query("SELECT id, name, kind, token, silent_after, is_new FROM sources", r => new KeptSource(
        r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : (byte[])r.GetValue(3), r.IsDBNull(4) ? null : TimeSpan.FromTicks(r.GetInt64(4)), r.GetInt32(5) != 0)));

    /// <summary>Keeps one.</summary>
    public void Put(KeptSource source) => database.Write(s => s.Execute(
        "INSERT INTO sources (id, name, kind, token, silent_after, is_new) VALUES (@0, @1, @2, @3, @4, @5) ON CONFLICT (id) DO UPDATE SET name = @1, kind = @2, token = @3, silent_after = @4, is_new = @5",
        source.Id, source.Name, source.Kind, source.TokenHash, source.SilentAfter?.Ticks, source.IsNew ? 1 : 0));

    /// <summary>Forgets one.</summary>
    public void Remove(string id) => database.Write(s => s.Execute("DELETE FROM sources WHERE id = @0", id));
}
